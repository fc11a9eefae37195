import Testing

@testable import PerfCounters

struct ReadFormatTests {
    /// Two events, 2 and 9, that counted 20 and 90; enabled for 700 ns, running for 690.
    private let group: [UInt64] = [2, 700, 690, 90, 9, 20, 2]

    private func fault(
        _ format: ReadFormat, _ words: [UInt64], bytes: Int, members: Int
    ) -> ReadFault? {
        do throws(ReadFault) {
            _ = try format.decode(words, byteCount: bytes, members: members)
            return nil
        } catch {
            return error
        }
    }

    @Test func `sizes are 3 + 2n words, or 4`() {
        #expect(ReadFormat.group.words(members: 1) == 5)
        #expect(ReadFormat.group.words(members: 4) == 11)
        #expect(ReadFormat.single.words(members: 4) == 4)
    }

    @Test func `group values are found by identifier`() throws {
        let counts = try ReadFormat.group.decode(group, byteCount: 56, members: 2)
        #expect(counts[2] == EventCount(count: 20, enabled: 700, running: 690))
        #expect(counts[9] == EventCount(count: 90, enabled: 700, running: 690))
        #expect(counts.count == 2)
    }

    @Test func `a single event is read with its own times`() throws {
        let counts = try ReadFormat.single.decode([8, 100, 99, 5], byteCount: 32, members: 3)
        #expect(counts == [5: EventCount(count: 8, enabled: 100, running: 99)])
    }

    @Test func `no bytes mean an event that was turned off`() {
        #expect(fault(.group, group, bytes: 0, members: 2) == .empty)
        #expect(fault(.single, [0, 0, 0, 0], bytes: 0, members: 1) == .empty)
    }

    @Test func `short answers are not filled up with zeros`() {
        #expect(fault(.group, group, bytes: 8, members: 2) == .short(bytes: 8, expected: 24))
        #expect(fault(.group, group, bytes: 48, members: 2) == .short(bytes: 48, expected: 56))
        #expect(fault(.group, group, bytes: 55, members: 2) == .short(bytes: 55, expected: 56))
        #expect(fault(.single, [1, 2, 3, 4], bytes: 31, members: 1) == .short(bytes: 31, expected: 32))
    }

    @Test func `answers of the wrong form are refused`() {
        #expect(fault(.group, group, bytes: 64, members: 2) == .malformed)
        #expect(fault(.group, [3, 1, 1, 1, 1, 2, 2], bytes: 56, members: 2) == .malformed)
        #expect(fault(.group, [.max, 1, 1, 1, 1, 2, 2], bytes: 56, members: 2) == .malformed)
        #expect(fault(.group, [2, 1, 1, 1, 6, 2, 6], bytes: 56, members: 2) == .malformed)
    }

    @Test func `events that are not in the answer are not invented`() throws {
        let counts = try ReadFormat.group.decode([1, 7, 7, 4, 9, 0, 0], byteCount: 40, members: 2)
        #expect(Array(counts.keys) == [9])
    }
}
