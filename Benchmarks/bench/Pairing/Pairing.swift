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
            let first = try await program(old, "old", folder)
            let second: PairingRequest.Side
            do {
                second = try await program(new, "new", folder)
            } catch let failure as BuiltRevision.Failure {
                let kept = try keep(first)
                throw BuiltRevision.Failure(
                    description:
                        "\(failure.description)\(kept.map { "; \(first.label) is kept as \($0)" } ?? "")")
            }
            return try await measure(first, second)
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

    /// Keeps a program whose other side did not build: to build it took minutes.
    private func keep(_ side: PairingRequest.Side) throws -> FilePath? {
        guard let commit = side.commit else { return nil }
        let path = ResultStore.localFolder.appending("programs").appending("bench-\(commit.prefix(12))")
        try FileManager.default.createDirectory(
            atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: path.string)
        try FileManager.default.copyItem(atPath: side.path, toPath: path.string)
        return path
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
