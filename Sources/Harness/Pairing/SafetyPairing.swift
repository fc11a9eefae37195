import BenchResults
import FoundationEssentials
import Subprocess
import SystemPackage

/// The safety verdicts of a side: what its own `bench check` says of all its scenarios and strategies.
enum SafetyPairing {
    /// Plays the scenarios; a program that has none has no verdicts.
    static func verdicts(of side: PairedProgram) async throws -> ComparableSide {
        let file = TemporaryPath.new("bench-check-", ".json")
        defer { try? FileManager.default.removeItem(atPath: file.string) }
        let ended = try await FreshProcess.run(
            ["check", "--strategy", "all", "--format", "json", "--seed", "1", "--output", file.string],
            executable: .path(FilePath(side.path)), environment: .inherit, deadline: 120)
        // 3 says that verdicts are not those on record, which is nothing here.
        guard ended.status.isSuccess || ended.status == .exited(ExitStatus.deviation),
            let result = try? ResultStore.read(file, as: CheckResult.self)
        else { return ComparableSide(label: side.label) }
        return ComparableSide(result, label: side.label)
    }
}
