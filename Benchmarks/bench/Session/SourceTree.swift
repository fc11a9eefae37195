import BenchResults
import FoundationEssentials
import Measurement
import Subprocess
import SystemPackage

/// The commit of the tree that this program lies in, as git tells it when it runs: the build folder is in
/// the tree. A program that was copied out of it has none.
enum SourceTree {
    static func capture() async -> Provenance.Source {
        let commit = await git(["rev-parse", "HEAD"])
        let status = await git([
            "status", "--porcelain", "--", ":/Package.swift", ":/Sources", ":/Benchmarks",
        ])
        return Provenance.Source(
            commit: reading(commit), isDirty: reading(status.map { !$0.isEmpty }))
    }

    private static func git(_ arguments: [String]) async -> Result<String, Failure> {
        do {
            let ended = try await Subprocess.run(
                .name("git"), arguments: Arguments(["-C", ProgramPath.folder.string] + arguments),
                output: .string(limit: 1 << 20),
                error: .string(limit: 1 << 16))
            guard ended.terminationStatus.isSuccess else {
                let said = (ended.standardError ?? "").split(separator: "\n").first ?? "failed"
                return .failure(Failure(reason: "git: \(said)"))
            }
            return .success((ended.standardOutput ?? "").filter { !$0.isNewline })
        } catch {
            return .failure(Failure(reason: "git could not be run"))
        }
    }

    private struct Failure: Error {
        let reason: String
    }

    private static func reading<Value>(_ result: Result<Value, Failure>) -> Reading<Value> {
        switch result {
        case .success(let value): .value(value)
        case .failure(let failure): .unavailable(failure.reason)
        }
    }
}
