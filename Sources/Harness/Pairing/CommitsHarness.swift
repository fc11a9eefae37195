import BenchResults
import FoundationEssentials
import Processes
import SystemPackage

/// Carries out `bench commits`: builds the sides of a comparison, has the newer one's harness measure them, and
/// adds what only this program knows.
package struct CommitsHarness: Sendable {
    let settings: PairingSettings
    /// Why the safety verdicts are not compared, as a remark says it; nil when they are.
    let safetyOmission: String?
    /// Whether programs are taken from the cache of those that were built before, and kept in it.
    let usesCache: Bool
    /// Whether programs are measured in several layouts.
    let hasLayouts: Bool
    let listener: SessionListener

    package init(
        settings: PairingSettings, safetyOmission: String?, usesCache: Bool,
        hasLayouts: Bool, listener: @escaping SessionListener
    ) {
        self.settings = settings
        self.safetyOmission = safetyOmission
        self.usesCache = usesCache
        self.hasLayouts = hasLayouts
        self.listener = listener
    }

    private var output: FilePath { FilePath(settings.output) }

    /// Resolves the sides and compares them, or walks through the commits between them to the one that changed
    /// a cell. What is built is removed at the end, however it ends.
    ///
    /// - Throws: `CommandStopped` when a signal interrupts it, or a commit does not build.
    package func run(_ sides: CommitSides, bisecting cell: String?) throws -> ResultComparison {
        let before = OutputFiles.Stamp(of: output)
        do {
            let bisection = try cell.map { try BisectionHarness(self, cell: $0) }
            return try Interruption.guarding {
                let sides = try sides.resolved()
                if let bisection { return try bisection.run(sides) }
                return try compare(sides.old, sides.new)
            }
        } catch let interruption as Interrupted {
            // What an earlier comparison left there is not what this one measured.
            let isStored = OutputFiles.Stamp(of: output) != before
            throw CommandStopped(
                "interrupted: "
                    + (isStored ? "\(output) has what was measured" : "nothing had been measured"),
                exitStatus: interruption.exitStatus)
        } catch  where error is BuiltRevision.Failure || error is Git.Failure {
            throw CommandStopped("\(error)")
        }
    }

    private func compare(_ old: PairingSide, _ new: PairingSide) throws -> ResultComparison {
        if let comparison = try unbuilt(old, new) { return comparison }
        let isBuilding = old.commit != nil || new.commit != nil
        let folder = try BuildFolder(
            Git(folder: "."), usesCache: usesCache && isBuilding, hasLayouts: hasLayouts, listener: listener)
        return try folder.removedAtEnd {
            let first = try folder.program(of: old, named: "old")
            let second: PairedProgram
            do {
                second = try folder.program(of: new, named: "new")
            } catch let failure as BuiltRevision.Failure {
                let kept = try keep(first)
                throw BuiltRevision.Failure(
                    description:
                        "\(failure.description)\(kept.map { "; \(first.label) is kept as \($0)" } ?? "")")
            }
            return try measure(first, second)
        }
    }

    /// Keeps a program whose other side did not build: to build it took minutes.
    private func keep(_ side: PairedProgram) throws -> FilePath? {
        guard let commit = side.commit else { return nil }
        let path = ResultStore.localFolder.appending("programs").appending("bench-\(commit.prefix(12))")
        try FileManager.default.createDirectory(
            atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: path.string)
        try FileCopy.copy(FilePath(side.path), to: path, permissions: .ownerReadWriteExecute)
        return path
    }

    /// Has two programs measured against each other.
    func measure(_ old: PairedProgram, _ new: PairedProgram) throws -> ResultComparison {
        var remarks: [String] = []
        for side in [old, new] where side.buildCommand.isEmpty {
            remarks.append("\(side.label) was given as a program: how it was built is not known")
        }
        var driver = FilePath(new.path)
        if try ProgramListing.of(driver).pairing != PairingRequest.currentVersion {
            driver = ProgramPath.current
            remarks.append(
                "\(new.label) has no harness for this comparison: that of this program drove both sides")
        }
        try drive(driver, PairingRequest(old: old, new: new, settings: settings))
        var comparison = try ResultStore.read(output, as: ResultComparison.self)
        if let safetyOmission {
            remarks.append("Safety verdicts were not compared: \(safetyOmission).")
        } else {
            let pairing = try SafetyPairing(of: settings.selection)
            let (before, after) = (try pairing.verdicts(of: old), try pairing.verdicts(of: new))
            comparison.compareVerdicts(before.side, after.side)
            remarks += [before.gap, after.gap].compactMap { $0 }
        }
        comparison.remarks += remarks
        try ResultStore.write(comparison, to: output)
        return comparison
    }

    /// The harness says on standard error where it is; after an interruption it may save what it has.
    private func drive(_ driver: FilePath, _ request: PairingRequest) throws {
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        var launch = ProcessLaunch(
            .path(driver), [PairingRequest.argument, text],
            // A cell takes some 4 seconds to count, on a busy machine 20.
            deadline: .seconds(2 * request.settings.budget) + .seconds(3600))
        launch.output = .discarded
        launch.errors = .inherited
        launch.grace = .seconds(5)
        launch.stopsWithParent = true
        let ended = try launch.run()
        switch ended.end {
        case .exited(0): break
        case .exited: throw CommandStopped.alreadySaid
        case .signaled(let signal):
            throw BuiltRevision.Failure(description: "the harness of \(driver) ended by signal \(signal)")
        case .timedOut: throw BuiltRevision.Failure(description: "the harness of \(driver) did not end")
        }
    }
}

extension BuildFolder {
    /// Runs a body and removes the folder, however the body ends.
    func removedAtEnd<Value>(_ body: () throws -> Value) throws -> Value {
        defer { remove() }
        return try body()
    }
}
