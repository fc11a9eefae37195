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
    /// Whether programs are linked in several layouts, too.
    private let hasLayouts: Bool

    /// Makes the folder, in the system's folder for temporary files.
    ///
    /// - Parameters:
    ///   - git: the repository.
    ///   - usesCache: whether programs are taken from the cache and kept in it.
    ///   - hasLayouts: whether programs are linked in several layouts, too.
    ///   - listener: told what is built.
    /// - Throws: why there is no such folder.
    init(_ git: Git, usesCache: Bool, hasLayouts: Bool, listener: @escaping SessionListener) throws {
        self.git = git
        self.hasLayouts = hasLayouts
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
                buildCommand: built.command,
                layouts: ProgramLayouts.beside(built.program)?.programs.map(\.string) ?? [])
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
        if fetch(origin, to: program, from: cache) {
            listener(.note("\(revision.label) was built before"))
        } else {
            for path in [program] + ProgramLayouts.seeds.map({ ProgramLayouts.path($0, of: program) }) {
                try? FileManager.default.removeItem(atPath: path.string)
            }
            try build(revision, to: program)
            // Before its layouts, so that it is the first to go where there is no room for all.
            cache.keep(program, origin: hasLayouts ? Self.withLayouts(origin) : origin)
            if ProgramLayouts.beside(program) != nil {
                for seed in ProgramLayouts.seeds {
                    cache.keep(
                        ProgramLayouts.path(seed, of: program), origin: Self.origin(of: seed, origin))
                }
            }
        }
        return BuiltRevision(program: program, command: command)
    }

    private static func origin(of seed: UInt64, _ origin: String) -> String { "\(origin)\nlayout \(seed)" }

    private static func withLayouts(_ origin: String) -> String { "\(origin)\nwith layouts" }

    /// Takes a program from the cache, with its layouts if those are wanted; one that has none there is one whose
    /// layouts could not be linked.
    private func fetch(_ origin: String, to program: FilePath, from cache: ProgramCache) -> Bool {
        guard hasLayouts else {
            return cache.fetch(origin, to: program) || cache.fetch(Self.withLayouts(origin), to: program)
        }
        guard cache.fetch(Self.withLayouts(origin), to: program) else { return false }
        let count = ProgramLayouts.seeds.count { seed in
            cache.fetch(Self.origin(of: seed, origin), to: ProgramLayouts.path(seed, of: program))
        }
        return count == 0 || count == ProgramLayouts.seeds.count
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
        guard hasLayouts else { return }
        do {
            try ProgramLayouts.link(in: tree, temporary: path, beside: program, listener: listener)
        } catch let failure as ProgramLayouts.Failure {
            listener(
                .note(
                    "\(revision.label) is measured in its natural layout, as others cannot be linked: \(failure)"
                ))
        }
    }

    /// Removes everything, and what git knows of it.
    func remove() {
        try? FileManager.default.removeItem(atPath: tree.string)
        folder.remove()
        _ = try? git(["worktree", "prune"], isCleaningUp: true)
    }
}
