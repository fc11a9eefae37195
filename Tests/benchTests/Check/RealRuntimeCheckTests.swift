import BenchResults
import Cells
import ChildProtocol
import SystemPackage
import TestSupport
import Testing

/// What the runtimes of this machine do, where it was found out by driving them by hand from plain C
/// (`Tests/CChecks/real_runtime_driver.c`). Another version may do something else: then only what every runtime must
/// be able to do is expected.
@Suite("Check of real runtimes")
struct RealRuntimeCheckTests {
    private typealias Verdicts = [String: RuntimeVerdict]

    private func check(_ runtime: String) async throws -> (
        version: String, verdicts: Verdicts, words: [String]
    ) {
        let folder = try TemporaryFolder()
        let path = folder.path.appending("result.json")
        let run = try await Program.bench.run(
            ["check", "--runtime", runtime, "--output", path.string], deadline: .seconds(600))
        #expect(run.status == .exited(0), "\(run.errors)")
        let checks = try #require(try ResultStore.read(path, as: CheckResult.self).runtimes)
        let version = try #require(checks.runtimes.first?.description?.version)
        let verdicts = Dictionary(
            uniqueKeysWithValues: checks.cells.map {
                (String($0.scenario.dropFirst("runtime/".count)), $0.verdict)
            })
        for cell in checks.cells {
            #expect(![.failed, .hung].contains(cell.verdict), "\(cell.name): \(cell.reason)")
        }
        for name in ["own-thread", "main-thread", "recycled-stack"] where verdicts[name] != .unavailable {
            #expect(verdicts[name] == .ok, "\(runtime) \(version) in \(name)")
        }
        return (version, verdicts, checks.cells.compactMap(\.words))
    }

    /// All verdicts but those of the names are the same.
    private func expect(_ verdicts: Verdicts, _ verdict: RuntimeVerdict, but others: Verdicts) {
        for (name, found) in verdicts {
            #expect(found == others[name] ?? verdict, "\(name)")
        }
    }

    @Test(.requires(.go)) func go() async throws { try await expectGo("go") }

    @Test(.requires(.secondGo)) func secondGo() async throws {
        try await expectGo("go@\(try #require(Program.secondGo).path)")
    }

    private func expectGo(_ runtime: String) async throws {
        let (version, verdicts, words) = try await check(runtime)
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 3, parts[0] == 1 else { return }
        // The rule that refuses a switch within a callback is in 1.21.1 to 1.23.4.
        let (minor, patch) = (parts[1], parts[2])
        let refuses = minor == 21 && patch > 0 || minor == 22 || minor == 23 && patch < 5
        expect(verdicts, .ok, but: refuses ? ["nested": .refused] : [:])
        #expect(words.isEmpty != refuses)
    }

    /// Below its own stack it finds none left; above, all the room between.
    @Test(.requires(.hotspot)) func hotspot() async throws {
        let (_, verdicts, words) = try await check("hotspot")
        expect(
            verdicts, .refused,
            but: [
                "own-thread": .ok, "main-thread": .ok, "recycled-stack": .ok, "deep-own": .ok,
                "above-64k": .unnoticed, "above-256k": .ok, "room-above": .ok,
                "deep-guard-above": .unnoticed, "deep-canary-above": .unnoticed,
            ])
        #expect(words.contains("java.lang.StackOverflowError"))
    }

    @Test(.requires(.cpython)) func cpython() async throws {
        let (version, verdicts, words) = try await check("cpython")
        guard version.hasPrefix("3.11.") else { return }
        expect(
            verdicts, .ok,
            but: [
                "deep-guard-below": .unnoticed, "deep-guard-above": .unnoticed,
                "deep-canary-below": .unnoticed, "deep-canary-above": .unnoticed,
            ])
        #expect(words.contains { $0.hasPrefix("RecursionError") })
    }

    @Test(.requires(.ruby)) func ruby() async throws {
        let (version, verdicts, words) = try await check("ruby")
        guard version.hasPrefix("3.1.") else { return }
        expect(
            verdicts, .refused,
            but: [
                "own-thread": .ok, "main-thread": .ok, "deep-own": .ok, "migration": .unavailable,
                "recycled-stack": .unavailable,
            ])
        #expect(words.contains { $0.hasPrefix("SystemStackError") })
    }

    /// Above, it works; but then it takes the thread's own stack, far below, for one that has overflowed.
    @Test(.requires(.guile)) func guile() async throws {
        let (version, verdicts, _) = try await check("guile")
        guard version.hasPrefix("3.0.") else { return }
        expect(
            verdicts, .refused,
            but: [
                "own-thread": .ok, "main-thread": .ok, "recycled-stack": .ok, "deep-own": .ok,
                "room-above": .ok, "deep-guard-above": .ok, "deep-canary-above": .ok,
            ])
    }

    @Test(.requires(.boehm)) func boehm() async throws {
        let (_, verdicts, _) = try await check("boehm")
        for (name, verdict) in verdicts {
            let isDeep = name.hasPrefix("deep") || name.hasPrefix("room")
            #expect(verdict == (isDeep ? .unavailable : .ok), "\(name)")
        }
    }
}
