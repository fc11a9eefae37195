import Testing

@testable import PerfCounters

struct PassScheduleTests {
    @Test func `software is together, hardware in groups of four`() {
        let schedule = PassSchedule(
            [.hardware, .software, .hardware, .hardware, .tracepoint, .hardware, .hardware])
        #expect(schedule.software == [1, 4])
        #expect(schedule.groups == [[0, 2, 3, 5], [6]])
        #expect(schedule.passes == 2)
    }

    @Test func `without hardware events one pass is enough`() {
        #expect(PassSchedule([.software]).passes == 1)
        #expect(PassSchedule([]).passes == 1)
    }

    @Test func `groups are halved until one is left`() {
        #expect(PassSchedule.split([4, 7, 8, 9]) == [[4, 7], [8, 9]])
        #expect(PassSchedule.split([4, 7, 8]) == [[4, 7], [8]])
        #expect(PassSchedule.split([4]) == [])
    }
}
