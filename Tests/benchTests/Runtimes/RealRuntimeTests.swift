import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Real runtimes, as far as the machine has them.
@Suite("Real runtimes")
struct RealRuntimeTests {
    private func result(_ runtimes: [String], _ workloads: [String], _ options: [String]) async throws
        -> BenchResult
    {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                [
                    "--runtime", runtimes.joined(separator: ","), "--workload",
                    workloads.joined(separator: ","),
                    "--output", path.string,
                ] + options, deadline: .seconds(900))
            #expect(run.status == .exited(0), "\(run.errors)")
            return try ResultStore.read(path)
        }
    }

    /// In the result of a run that has measured them all.
    private func label(_ name: String, in result: BenchResult) throws -> String? {
        let planned = try #require(result.plan.runtimes?.first { $0.name.hasPrefix(name) }, "\(name)")
        return planned.label
    }

    private static let workloads = [
        "thread", "main", "main-mappings/1000", "coroutine/2/assembly", "main-coroutine/0", "nested/1",
    ]

    /// How a runtime ends in coroutines that lie below the thread's own stack, though there is room.
    private static let refusals: [String: String] = [
        "hotspot": "callback refused: java.lang.StackOverflowError, signal 6",
        "ruby": "system stack overflow",
        "guile": "signal 6",
    ]

    @Test func eachIsMeasuredAsFarAsItCan() async throws {
        var names = ["hotspot", "cpython", "ruby", "guile", "boehm", "go"]
        if let second = Program.secondGo { names.append("go@\(second.path)") }
        let result = try await result(
            names, Self.workloads,
            ["--strategy", "accurate", "--processes", "1", "--samples", "1", "--perf-counters", "none"])
        for name in names {
            guard let label = try label(name, in: result) else {
                Issue.record(
                    "skipped: there is no \(name): scripts/setup --tests installs it", severity: .warning)
                continue
            }
            #expect(label.wholeMatch(of: /[a-z]+ [0-9]+\.[0-9.]+/) != nil, "\(label)")
            for workload in Self.workloads {
                let cell = try #require(result.cells.first { $0.name == "\(workload):\(label)" })
                if workload.contains("coroutine"), let refusal = Self.refusals[name] {
                    #expect(
                        cell.status == .died && cell.reason?.contains(refusal) == true, "\(cell.reason ?? "")"
                    )
                } else {
                    #expect(cell.status == .measured, "\(cell.name): \(cell.reason ?? "")")
                }
            }
        }
    }

    /// A Java that ends without cleaning up leaves no socket for jcmd behind, in a folder that TMPDIR does not move.
    @Test(.requires(.hotspot)) func javaLeavesNoFile() async throws {
        func sockets() throws -> Set<String> {
            Set(try FilePath("/tmp").entries().filter { $0.hasPrefix(".java_pid") })
        }
        let before = try sockets()
        let result = try await result(
            ["hotspot"], ["thread", "coroutine/2/assembly"],
            ["--strategy", "accurate", "--processes", "1", "--samples", "1", "--perf-counters", "none"])
        let statuses = result.cells.filter { $0.subject.hasPrefix("hotspot") }.map(\.status)
        #expect(statuses == [.measured, .died])
        #expect(try sockets().subtracting(before).isEmpty)
    }

    /// The version is what the toolchain itself says.
    @Test(.requires(.secondGo)) func twoReleasesOfOneRuntime() async throws {
        let second = try #require(Program.secondGo)
        let names = ["go@\(second.path)"] + (Program(named: "go") == nil ? [] : ["go"])
        let result = try await result(
            names + ["go@\(second.path)#patched"], ["thread"],
            ["--strategy", "accurate", "--processes", "1", "--samples", "1", "--perf-counters", "none"])
        let labels = try #require(result.plan.runtimes).compactMap(\.label)
        #expect(labels.first == "go 1.23.9" && labels.last == "go 1.23.9-patched")
        if names.count > 1 {
            let version = try await #require(Program(named: "go")).run("version").output
            #expect(version.contains("go\(labels[1].dropFirst(3)) "), "\(labels) \(version)")
        }
        for label in labels {
            #expect(result.cells.first { $0.subject == label }?.status == .measured)
        }
    }

    /// What a callback asks the kernel, by the suite's counter and by strace of a plain C program that drives the
    /// same library. futex(2) and the like are left out: Go's own threads wake each other.
    @Test(.requires(.go), .requires(.strace), .requires(.cCompiler))
    func systemCallsAreThoseOfAPlainProgram() async throws {
        let toolchains = [Program(named: "go"), Program.secondGo].compactMap { $0 }
        let result = try await result(
            toolchains.map { "go@\($0.path)" }, ["thread", "main", "coroutine/1/assembly"],
            ["--strategy", "none", "--processes", "1", "--samples", "1", "--perf-counters", "system-calls"])
        if let reason = result.counters.compactMap(\.unavailability).first { try skip("\(reason)") }
        try await inTemporaryFolder { folder in
            let driver = try await PlainDriver(in: folder)
            for (go, runtime) in zip(toolchains, try #require(result.plan.runtimes)) {
                let label = try #require(runtime.label)
                let library = try await driver.library(of: go)
                for (workload, situation) in [
                    ("thread", "thread"), ("main", "main"), ("coroutine/1/assembly", "coroutine"),
                ] {
                    let cell = try #require(result.cells.first { $0.name == "\(workload):\(label)" })
                    let counted = try #require(cell.counters.first?.perCallback, "\(cell.name)")
                    let traced = try await driver.systemCalls(of: library, in: situation)
                    #expect(
                        abs(counted - traced) < 0.25, "\(cell.name): \(counted) counted, \(traced) traced")
                }
            }
        }
    }
}
