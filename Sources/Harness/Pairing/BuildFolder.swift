import FoundationEssentials
import SystemPackage

/// The folder that commits are checked out and built in: new for each comparison, so that nothing stale is
/// reused, and removed at its end.
struct BuildFolder: Sendable {
    /// Where it is.
    let path: FilePath
    private let git: Git
    private let listener: SessionListener

    /// Makes the folder, in the system's folder for temporary files.
    init(_ git: Git, listener: @escaping SessionListener) throws {
        self.git = git
        self.listener = listener
        path = TemporaryPath.new("bench-commits-")
        try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: false)
    }

    /// Checks a commit out, builds it, and keeps its program under a name of its own.
    ///
    /// All commits are built in the same place, one after the other and each from nothing, since a program
    /// knows where it was built: equal code gives programs that `ProgramHash` cannot tell apart.
    func build(_ revision: Revision, as name: String) async throws -> BuiltRevision {
        let tree = path.appending("tree")
        try? FileManager.default.removeItem(atPath: tree.string)
        try await git(["worktree", "prune"])
        listener(.note("building \(revision.label)"))
        let built = try await BuiltRevision.build(revision, in: tree, of: git)
        let program = path.appending(name)
        try FileManager.default.moveItem(atPath: built.program.string, toPath: program.string)
        return BuiltRevision(program: program, command: built.command)
    }

    /// Removes everything, and what git knows of it. Not ended by the cancellation of the task it is called
    /// in: that is when it is needed.
    func remove() async {
        try? FileManager.default.removeItem(atPath: path.string)
        // SwiftPM's locks lie beside it, named after the path.
        let parent = path.removingLastComponent()
        let prefix = path.string.replacing("/", with: "_")
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.string)) ?? []
        where name.hasPrefix(prefix) && name.hasSuffix(".lock") {
            try? FileManager.default.removeItem(atPath: parent.appending(name).string)
        }
        let git = git
        await Task { _ = try? await git(["worktree", "prune"]) }.value
    }
}
