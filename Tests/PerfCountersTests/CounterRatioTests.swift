import CPerfmon
import SystemPackage
import Testing

@testable import PerfCounters

/// What is derived of counters that a fake kernel counted together, or apart.
struct CounterRatioTests {
    private func names(of counters: String...) -> [String] { CounterRatio.all(of: counters).map(\.name) }

    /// The ratio of readings that a fake kernel gives, or why there is none.
    private func value(
        _ name: String, of counters: [String], _ behaviour: FakeKernel.Behaviour = .init(),
        _ change: (inout CounterReading) -> Void = { _ in }
    ) throws -> Result<Double, CounterRatio.Absence> {
        var readings = try FakeKernel(behaviour).measure(counters)
        for index in readings.indices { change(&readings[index]) }
        let ratio = try #require(CounterRatio.all(of: counters).first { $0.name == name })
        return Result { () throws(CounterRatio.Absence) in try ratio.value(in: readings) }
    }

    private func reason(_ result: Result<Double, CounterRatio.Absence>) -> String {
        if case .failure(let absence) = result { absence.description } else { "none" }
    }

    @Test func `there are those whose counters are asked for, in their order`() {
        #expect(
            names(of: "cycles", "instructions", "branch-misses", "branches") == [
                "instructions-per-cycle", "branch-miss-ratio", "branch-misses-per-1000-instructions",
            ])
        #expect(
            names(of: "instructions", "L1-dcache-load-misses", "dTLB-load-misses", "cache-misses") == [
                "L1-dcache-load-misses-per-1000-instructions", "dTLB-load-misses-per-1000-instructions",
                "cache-misses-per-1000-instructions",
            ])
        #expect(
            names(of: "cycles:k", "cycles:u", "instructions:u") == [
                "cycles-kernel-share", "cycles-user-share", "instructions-per-cycle:u",
            ])
        #expect(names(of: "perf::instructions", "cpu-cycles", "instructions") == ["instructions-per-cycle"])
        #expect(names(of: "cycles", "branches", "page-faults") == [])
        #expect(names(of: "cycles:u", "instructions") == [])
    }

    @Test func `a ratio is that of one reading`() throws {
        let truth = { (config: UInt64) in
            Double(FakeKernel.truth(type: PERF_TYPE_HARDWARE.rawValue, config: config))
        }
        let counters = ["instructions", "cycles", "cache-misses"]
        #expect(try value("instructions-per-cycle", of: counters).get() == truth(1) / truth(0))
        #expect(
            try value("cache-misses-per-1000-instructions", of: counters).get() == 1000 * truth(3) / truth(1))
        let modes = ["instructions:u", "instructions:k"]
        #expect(try value("instructions-user-share", of: modes).get() == 0.5)
        #expect(try value("instructions-kernel-share", of: modes).get() == 0.5)
        let clocks = try value("task-clock-user-share", of: ["task-clock:u", "task-clock:k"])
        #expect(reason(clocks).contains("not counted in one mode each"))
    }

    @Test func `counters of different groups give none`() throws {
        // Four are counted at a time.
        let counters = ["instructions", "branches", "branch-misses", "cache-misses", "cycles"]
        let apart = try value("instructions-per-cycle", of: counters)
        #expect(reason(apart).contains("instructions and cycles were not counted in one group"))
        // What the hardware cannot hold is counted in parts.
        let few = ["instructions", "branches", "cycles"]
        #expect(throws: Never.self) { try value("instructions-per-cycle", of: few).get() }
        let split = try value("instructions-per-cycle", of: few, .init(largestGroup: 2))
        #expect(reason(split).contains("not counted in one group"))
    }

    @Test func `a counter that was not counted gives none`() throws {
        let result = try value(
            "instructions-per-cycle", of: ["instructions", "cycles"],
            .init(refuse: { if case .openEvent(_, 0) = $0 { .noSuchFileOrDirectory } else { nil } }))
        #expect(reason(result) == "cycles was not counted")
        let kernel = try value(
            "cycles-user-share", of: ["cycles:u", "cycles:k"], .init(allowsKernelMode: false))
        #expect(reason(kernel) == "cycles:k was not counted")
    }

    @Test func `counters of different modes or cores give none`() throws {
        let counters = ["instructions", "cycles"]
        let modes = try value("instructions-per-cycle", of: counters) {
            if $0.requestedName == "cycles" { $0.privilege = .user }
        }
        #expect(reason(modes).contains("not counted in the same modes"))
        let cores = try value("instructions-per-cycle", of: counters) {
            $0.coreTypes = $0.requestedName == "cycles" ? ["cpu_core"] : ["cpu_core", "cpu_atom"]
        }
        #expect(reason(cores).contains("not counted on the same types of core"))
        // Both fell back to user mode: that is a ratio, of user mode.
        let user = try value("instructions-per-cycle", of: counters, .init(allowsKernelMode: false))
        #expect(throws: Never.self) { try user.get() }
    }

    @Test(arguments: [0, 5, 1e300, .greatestFiniteMagnitude])
    func `nothing is divided by 0, and nothing is endless`(numerator: Double) throws {
        for divisor in [0, 1e-300, 1, .greatestFiniteMagnitude] {
            for name in ["instructions-per-cycle", "cache-misses-per-1000-instructions"] {
                let result = try value(name, of: ["instructions", "cycles", "cache-misses"]) {
                    let isDivisor = name.contains(
                        $0.requestedName == "cycles" ? "cycle" : "per-1000-\($0.requestedName)")
                    $0.value = isDivisor ? divisor : numerator
                }
                if divisor == 0 {
                    #expect(reason(result).hasPrefix("there were no "))
                } else if case .success(let ratio) = result {
                    #expect(ratio.isFinite && ratio >= 0)
                }
            }
        }
    }
}
