import Testing

@testable import PerfCounters

struct CounterArithmeticTests {
    @Test func `running all the time is exact`() {
        #expect(CountVerdict(EventCount(count: 12, enabled: 700, running: 700)) == .exact(12))
        #expect(CountVerdict(EventCount(count: 0, enabled: 1, running: 1)) == .exact(0))
    }

    @Test func `running at least 95 % is scaled`() {
        // 96 * 1000 / 960 = 100; 95 / 100 is the limit itself.
        #expect(CountVerdict(EventCount(count: 96, enabled: 1000, running: 960)) == .scaled(100))
        #expect(CountVerdict(EventCount(count: 19, enabled: 100, running: 95)) == .scaled(20))
    }

    @Test func `running less is hidden`() {
        #expect(CountVerdict(EventCount(count: 7, enabled: 1000, running: 949)) == .tooSeldom(share: 0.949))
        #expect(CountVerdict(EventCount(count: 7, enabled: 4, running: 1)) == .tooSeldom(share: 0.25))
    }

    @Test func `an event that never ran has no count, whatever the kernel says`() {
        #expect(CountVerdict(EventCount(count: 0, enabled: 1000, running: 0)) == .notCounted)
        #expect(CountVerdict(EventCount(count: 5, enabled: 1000, running: 0)) == .notCounted)
        #expect(CountVerdict(EventCount(count: 0, enabled: 0, running: 0)) == .notCounted)
    }

    @Test func `running longer than enabled is a contradiction`() {
        #expect(CountVerdict(EventCount(count: 5, enabled: 10, running: 11)) == .contradictory)
    }

    @Test func `own calls are subtracted before scaling`() {
        #expect(CountVerdict(EventCount(count: 1001, enabled: 5, running: 5), own: 1) == .exact(1000))
        #expect(CountVerdict(EventCount(count: 99, enabled: 100, running: 96), own: 3) == .scaled(100))
        #expect(CountVerdict(EventCount(count: 0, enabled: 5, running: 5), own: 1) == .contradictory)
    }

    @Test func `large counts do not overflow`() {
        let count = EventCount(count: .max, enabled: .max, running: .max)
        #expect(CountVerdict(count) == .exact(0x1p64))
    }

    @Test func `differences are from the reading before`() {
        let before = EventCount(count: 5, enabled: 100, running: 90)
        let after = EventCount(count: 12, enabled: 800, running: 790)
        #expect(after.since(before) == EventCount(count: 7, enabled: 700, running: 700))
        #expect(before.since(before) == EventCount(count: 0, enabled: 0, running: 0))
        #expect(before.since(after) == nil)
        #expect(EventCount(count: 4, enabled: 800, running: 790).since(before) == nil)
        #expect(EventCount(count: 12, enabled: 800, running: 89).since(before) == nil)
    }
}
