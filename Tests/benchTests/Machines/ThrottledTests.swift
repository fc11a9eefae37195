import BenchResults
import FoundationEssentials
import MachineInspection
import SystemPackage
import TestSupport
import Testing

/// Sessions in a control group whose quota, set on the group above it, stops them again and again.
@Suite("Throttled sessions")
struct ThrottledTests {
    private static let quick =
        "run --quick --counters off --workload thread --strategy fixed,requery --format table"

    @Test func areSickAndSayWhy() async throws {
        let group: LimitedGroup
        do { group = try LimitedGroup(percent: 20) } catch { try skip("\(error)") }
        defer { group.remove() }
        let enter = group.enter
        let bench = Program.bench.path
        try await inTemporaryFolder { folder in
            let run = try await Program.shell.run(
                "-c", "\(enter) && exec '\(bench)' \(Self.quick) --output slow.json", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("a CPU quota stopped the session, for "), "\(run.output)")
            let slow = try ResultStore.read(folder.appending("slow.json"))
            let health = try #require(slow.health)
            #expect(health.reasons.count { $0.contains("lift it (docker --cpus") } == 1, "\(health.reasons)")
            #expect(try #require(health.throttling?.value).seconds > 0)
            #expect(slow.provenance.loadAfter.cpuQuota?.value?.processors == 0.2)
            #expect(Set(slow.cells.compactMap(\.standing)).isSubset(of: [.best, .withheld]))

            // Beside a session that nothing stopped.
            let free = try await Program.shell.run(
                "-c", "exec '\(bench)' \(Self.quick) --output free.json", in: folder)
            #expect(free.status == .exited(0), "\(free.errors)")
            let compared = try await Program.bench.run(["compare", "free.json", "slow.json"], in: folder)
            #expect(compared.status == .exited(0), "\(compared.errors)")
            #expect(compared.output.contains("a CPU quota stopped the session"), "\(compared.output)")

            let doctor = try await Program.shell.run("-c", "\(enter) && exec '\(bench)' doctor", in: folder)
            #expect(doctor.output.contains("may use 0.20 CPUs, and was stopped in "), "\(doctor.output)")
        }
    }
}
