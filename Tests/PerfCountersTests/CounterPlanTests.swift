import CPerfmon
import Testing

@testable import PerfCounters

struct CounterPlanTests {
    private func plan(_ name: String) throws -> PlannedCounter {
        try CounterPlan(names: [name]).counters[0]
    }

    private func problem(_ list: String) -> CounterNameError? {
        do throws(CounterNameError) {
            _ = try CounterPlan(commaSeparated: list)
            return nil
        } catch {
            return error
        }
    }

    @Test func `hardware counts both modes, or user mode where only that is allowed`() throws {
        let counter = try plan("instructions")
        #expect(counter.source == .hardware)
        #expect(counter.choices.map(\.privilege) == [.userAndKernel, .user])
        #expect(counter.choices.map { $0.attributes.exclude_kernel } == [0, 1])
        #expect(counter.choices.allSatisfy { $0.attributes.exclude_hv == 1 })
        #expect(counter.choices[0].resolvedName.contains("INSTRUCTIONS:u=1:k=1"))
        #expect(counter.choices[1].resolvedName.contains("INSTRUCTIONS:u=1:k=0"))
    }

    @Test(arguments: [
        ("instructions:u", CounterPrivilege.user), ("instructions:k", .kernel),
        ("cycles:u:k", .userAndKernel), ("L1-dcache-load-misses:u", .user), ("page-faults:k", .kernel),
        ("context-switches:k", .kernel),
    ])
    func `modes that the name chooses are kept`(name: String, privilege: CounterPrivilege) throws {
        #expect(try plan(name).choices.map(\.privilege) == [privilege])
    }

    @Test func `scheduler events need kernel mode`() throws {
        let counter = try plan("context-switches")
        #expect(counter.source == .software)
        #expect(counter.choices.map { $0.attributes.exclude_kernel } == [0])
        #expect(problem("context-switches:u")?.description.contains("always 0") == true)
    }

    @Test func `clocks are in nanoseconds and cover both modes however they are opened`() throws {
        let counter = try plan("task-clock")
        #expect(counter.unit == .nanoseconds)
        #expect(counter.choices.map { $0.attributes.exclude_kernel } == [0, 1])
        #expect(counter.choices.map(\.privilege) == [.userAndKernel, .userAndKernel])
        #expect(try plan("task-clock:u").choices[0].note != nil)
    }

    @Test func `tracepoints and their alias`() throws {
        #expect(try plan("system-calls").tracepoint == .systemCalls)
        #expect(try plan("raw_syscalls:sys_enter").tracepoint == .systemCalls)
        #expect(try plan("sched:sched_switch").source == .tracepoint)
    }

    @Test func `the default set is valid, and names may be surrounded by blanks`() throws {
        #expect(try CounterPlan(names: CounterPlan.defaultNames).names == CounterPlan.defaultNames)
        let names = try CounterPlan(commaSeparated: " cycles , instructions").names
        #expect(names == ["cycles", "instructions"])
        #expect(try CounterPlan(names: []).names == [])
    }

    @Test(arguments: [
        "", ",", "cycles,", "cyclse", "cyclse:u", "cycles:x", "instructions:uk", "cycles:h", "cycles:u=0",
        "cycles,cycles", "a:b:c", ":", "a:", ":b", "../..:x", "a/b:c", "cy cles", "cyc\nles", "cycles\0",
        "ciclü",
        "system-calls:u", "-1", "instructions:precise=1",
    ])
    func `bad names are one clear line`(list: String) {
        let error = problem(list)
        #expect(error != nil)
        #expect(error?.description.contains { $0.isNewline } == false)
        #expect(error?.description.contains(String(reflecting: error?.name ?? "?")) == true)
        #expect(error?.problem.isEmpty == false)
    }
}
