import Testing

@testable import PerfCounters

struct PassScheduleTests {
    @Test func `hardware is in groups of four, and what disturbs is apart`() {
        let schedule = PassSchedule(
            [.hardware, .software, .hardware, .hardware, .tracepoint, .hardware, .hardware, .breakpoint])
        #expect(schedule.software == [1])
        #expect(schedule.groups == [[0, 2, 3, 5], [6], [4], [7]])
        #expect(schedule.runs == schedule.groups)
        #expect(schedule.passes == 4)
    }

    @Test func `software is alone where only what disturbs could be beside it`() {
        let schedule = PassSchedule([.tracepoint, .software, .breakpoint, .tracepoint])
        #expect(schedule.runs == [[], [0, 3], [2]])
        #expect(schedule.passes == 3)
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
