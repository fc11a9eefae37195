import CLibrary
import FoundationEssentials
import Scenarios
import Subprocess
import SystemPackage

/// Plays scenarios in child processes, with the strategies of the catalogue and the broken ones.
enum TestChild {
    /// A cell, played and judged.
    struct Played: Sendable {
        let scenario: String
        let strategy: String
        let judgement: Judgement
    }

    /// Plays one scenario.
    static func play(
        _ scenario: String, _ strategy: String, seed: UInt64 = 1, deadline: UInt32 = 5
    ) async throws -> Played {
        let request = ScenarioRequest(scenario: scenario, strategy: strategy, seed: seed, deadline: deadline)
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let ended = try await Subprocess.run(
            .path(program), arguments: [ScenarioRequest.argument, text],
            // Children die on purpose; Swift's crash handler would start a debugger each time.
            environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
            output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
        let ending: Ending =
            switch ended.terminationStatus {
            case .exited(let code): .exit(Int32(code))
            case .signaled(let signal): Int32(signal) == SIGALRM ? .hung : .signal(Int32(signal))
            }
        return Played(
            scenario: scenario, strategy: strategy,
            judgement: Judge.judge(
                Evidence(ended.standardOutput), ending: ending, standardError: ended.standardError))
    }

    /// Plays every scenario with some strategies, two at once.
    static func matrix(_ strategies: [String], seed: UInt64 = 1) async throws -> [Played] {
        let pairs = ScenarioCatalogue.all.flatMap { scenario in strategies.map { (scenario.name, $0) } }
        return try await withThrowingTaskGroup(of: (Int, Played).self) { group in
            var played: [Int: Played] = [:]
            for (index, pair) in pairs.enumerated() {
                if index >= 2, let (done, cell) = try await group.next() { played[done] = cell }
                group.addTask { (index, try await play(pair.0, pair.1, seed: seed)) }
            }
            for try await (done, cell) in group { played[done] = cell }
            return pairs.indices.compactMap { played[$0] }
        }
    }

    /// Beside the test program, where the build puts it.
    private static var program: FilePath {
        let tests = FilePath((try? FileManagerLink.target(of: "/proc/self/exe")) ?? CommandLine.arguments[0])
        return tests.removingLastComponent().appending("scenario-test-child")
    }
}

private enum FileManagerLink {
    static func target(of path: String) throws -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { throw Errno(rawValue: errno) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
