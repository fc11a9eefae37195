import FoundationEssentials
import SystemPackage

/// The folder that commits are checked out and built in: new for each comparison, so that nothing stale is
/// reused, and removed at its end. Programs that were built before are taken from the cache.
struct BuildFolder: Sendable {
    /// Where the programs are.
    private let folder: TemporaryFolder
    private let git: Git
    private let listener: SessionListener
    private let cache: ProgramCache?

    /// Makes the folder, in the system's folder for temporary files.
    ///
    /// - Parameters:
    ///   - git: the repository.
    ///   - usesCache: whether programs are taken from the cache and kept in it.
    ///   - listener: told what is built.
    /// - Throws: why there is no such folder.
    init(_ git: Git, usesCache: Bool, listener: @escaping SessionListener) throws {
        self.git = git
        self.listener = listener
        cache = usesCache ? try Self.cache(of: git, listener) : nil
        folder = try TemporaryFolder()
    }

    private var path: FilePath { folder.path }

    /// None where two programs are compared outside of a repository.
    private static func cache(of git: Git, _ listener: SessionListener) throws -> ProgramCache? {
        do {
            return try ProgramCache(ofRepository: try git(["rev-parse", "--absolute-git-dir"]))
        } catch let error as ProgramCache.Unusable {
            listener(.note("programs are built anew, and not kept: \(error)"))
            return nil
        } catch is Git.Failure {
            return nil
        }
    }

    /// Where commits are checked out and built.
    private var tree: FilePath { cache?.tree ?? path.appending("tree") }

    /// The program of a side, built if need be.
    func program(of side: PairingSide, named name: String) throws -> PairedProgram {
        switch side {
        case .program(let path):
            return PairedProgram(label: side.label, path: path.string, commit: nil, buildCommand: "")
        case .revision(let revision):
            let built = try build(revision, as: name)
            return PairedProgram(
                label: side.label, path: built.program.string, commit: revision.commit,
                buildCommand: built.command)
        }
    }

    /// Builds a commit, unless that was done before, and keeps its program under a name of its own. A program
    /// that is in the folder already is that of this commit: a bisection compares some commits twice.
    private func build(_ revision: Revision, as name: String) throws -> BuiltRevision {
        let program = path.appending(name)
        let command = BuiltRevision.command
        if FileManager.default.fileExists(atPath: program.string) {
            return BuiltRevision(program: program, command: command)
        }
        guard let cache, let toolchain = try Toolchain.identity() else {
            try build(revision, to: program)
            return BuiltRevision(program: program, command: command)
        }
        let origin = [
            try SourceTree.identity(of: revision.commit, in: git), toolchain, command, tree.string,
        ].joined(separator: "\n")
        if cache.fetch(origin, to: program) {
            listener(.note("\(revision.label) was built before"))
        } else {
            try build(revision, to: program)
            cache.keep(program, origin: origin)
        }
        return BuiltRevision(program: program, command: command)
    }

    /// Checks a commit out and builds it.
    ///
    /// All commits are built in the same place, one after the other and each from nothing, since a program
    /// knows where it was built: equal code gives programs that `ProgramHash` cannot tell apart.
    private func build(_ revision: Revision, to program: FilePath) throws {
        try? FileManager.default.removeItem(atPath: tree.string)
        try git(["worktree", "prune"])
        listener(.note("building \(revision.label)"))
        let built = try BuiltRevision.build(
            revision, in: tree, temporary: path, of: git, listener: listener)
        do {
            try FileCopy.copy(built.program, to: program, permissions: .ownerReadWriteExecute)
        } catch {
            throw TemporaryFolder.failure("a program cannot be written to", path, error)
        }
    }

    /// Removes everything, and what git knows of it.
    func remove() {
        try? FileManager.default.removeItem(atPath: tree.string)
        folder.remove()
        _ = try? git(["worktree", "prune"], isCleaningUp: true)
    }
}
