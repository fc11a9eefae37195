import BenchResults
import FoundationEssentials
import Measurement
import Subprocess

/// The commit that is measured, as git tells it.
enum SourceTree {
    static func capture() async -> Provenance.Source {
        let commit = await git(["rev-parse", "HEAD"])
        let status = await git(["status", "--porcelain", "--untracked-files=no"])
        return Provenance.Source(
            commit: reading(commit), isDirty: reading(status.map { !$0.isEmpty }))
    }

    private static func git(_ arguments: [String]) async -> Result<String, Failure> {
        do {
            let ended = try await Subprocess.run(
                .name("git"), arguments: Arguments(arguments), output: .string(limit: 1 << 20),
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
