import BenchResults
import FoundationEssentials
import Subprocess
import SystemPackage

/// Builds the sides of a comparison, has the newer one's harness measure them, and adds what only this
/// program knows.
struct Pairing: Sendable {
    /// Options of `bench run` that select the cells.
    let selection: [String]
    /// What a verdict needs.
    let rules: ComparisonRules
    /// Seconds for measuring.
    let budget: Double
    /// Seed of everything random.
    let seed: UInt64
    /// The CPU that children run on, if pinned.
    let cpu: Int?
    /// Whether the safety verdicts are compared too.
    let checks: Bool
    /// The file of the comparison.
    let output: FilePath

    /// What is left of a comparison that was interrupted.
    var remains: String {
        (try? ResultStore.read(output, as: ResultComparison.self)) == nil
            ? "nothing had been measured" : "\(output) has what was measured"
    }

    /// Compares two sides. What is built is removed at the end, however it ends.
    func run(_ old: PairingSide, _ new: PairingSide) async throws -> ResultComparison {
        let folder = try BuildFolder(Git(folder: "."))
        return try await folder.removedAtEnd {
            let built = (
                old: try await program(old, "old", folder), new: try await program(new, "new", folder)
            )
            return try await measure(built.old, built.new)
        }
    }

    /// The program of a side, built if need be.
    func program(
        _ side: PairingSide, _ name: String, _ folder: BuildFolder
    ) async throws -> PairingRequest.Side {
        switch side {
        case .program(let path):
            return PairingRequest.Side(label: side.label, path: path.string, commit: nil, buildCommand: "")
        case .revision(let revision):
            let built = try await folder.build(revision, as: name)
            return PairingRequest.Side(
                label: side.label, path: built.program.string, commit: revision.commit,
                buildCommand: built.command)
        }
    }

    /// Has two programs measured against each other.
    func measure(_ old: PairingRequest.Side, _ new: PairingRequest.Side) async throws -> ResultComparison {
        var remarks: [String] = []
        for side in [old, new] where side.buildCommand.isEmpty {
            remarks.append("\(side.label) was given as a program: how it was built is not known")
        }
        var driver = FilePath(new.path)
        if try await ProgramListing.of(driver).pairing != PairingRequest.currentVersion {
            driver = ProgramPath.current
            remarks.append(
                "\(new.label) has no harness for this comparison: that of this program drove both sides")
        }
        let request = PairingRequest(
            old: old, new: new, selection: selection, rules: rules, budget: budget, seed: seed, cpu: cpu,
            output: output.string)
        try await drive(driver, request)
        var comparison = try ResultStore.read(output, as: ResultComparison.self)
        if checks {
            comparison.compareVerdicts(
                try await SafetyPairing.verdicts(of: old), try await SafetyPairing.verdicts(of: new))
        }
        comparison.remarks += remarks
        try ResultStore.write(comparison, to: output)
        return comparison
    }

    /// The harness says on standard error where it is; cancelling the task lets it save what it has.
    private func drive(_ driver: FilePath, _ request: PairingRequest) async throws {
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        var platform = PlatformOptions()
        platform.processGroupID = 0
        platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let ended = try await Subprocess.run(
            .path(driver), arguments: [PairingRequest.argument, text], platformOptions: platform,
            output: .discarded, error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
        try Task.checkCancellation()
        guard ended.terminationStatus.isSuccess else {
            throw BuiltRevision.Failure(description: "the harness failed: \(ended.terminationStatus)")
        }
    }
}

extension BuildFolder {
    /// Runs a body and removes the folder, also when the task is cancelled.
    func removedAtEnd<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            let value = try await body()
            await remove()
            return value
        } catch {
            await remove()
            throw error
        }
    }
}
