import BenchResults
import CLibrary
import FoundationEssentials
import Statistics
import SystemPackage

/// Programs that were built before, by what they were built from: to build one takes minutes.
///
/// A repository has one folder, in which its commits are built too: a program knows where it was built, and
/// only programs of one place can be told to be equal. The folder belongs to one process at a time.
package final class ProgramCache: Sendable {
    /// Bytes that programs may take up; the ones that were not used for longest go first.
    static let mostBytes = 4 << 30

    /// Where they are.
    let folder: FilePath
    /// Locked until this process ends.
    private let lock: FileDescriptor

    /// What is written beside a program.
    private struct Entry: Codable {
        /// Everything that decides what the program is.
        let origin: String
        /// FNV-1a of the program's file, hexadecimal.
        let hash: String
    }

    /// Why there is no cache: one line.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// The cache of a repository, in the user's folder for what can be made again (XDG_CACHE_HOME).
    ///
    /// - Throws: `Unusable` when it cannot be written, or another process has it.
    init(ofRepository place: String) throws(Unusable) {
        guard let root = Self.root() else {
            throw Unusable(description: "neither XDG_CACHE_HOME nor HOME names a folder")
        }
        folder = root.appending(String(FNV1a.hash(place.utf8), radix: 16))
        do {
            try FileManager.default.createDirectory(
                atPath: folder.string, withIntermediateDirectories: true)
            lock = try Self.open(lockOf: folder)
        } catch {
            throw Unusable(description: "\(folder) cannot be written")
        }
        guard FileLock.take(lock) else {
            try? lock.close()
            throw Unusable(description: "another bench is using \(folder)")
        }
    }

    deinit { try? lock.close() }

    /// Where commits of the repository are checked out and built.
    var tree: FilePath { folder.appending(Self.treeName) }

    private static let treeName = "tree"

    /// Removes what killed processes were building, in the caches of all repositories. Git's own note of the
    /// checkout goes with the next comparison in its repository.
    package static func sweep() {
        guard let root = root() else { return }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: root.string)) ?? [] {
            let folder = root.appending(name)
            let tree = folder.appending(treeName)
            guard access(tree.string, F_OK) == 0, let lock = try? open(lockOf: folder) else { continue }
            if FileLock.take(lock) { try? FileManager.default.removeItem(atPath: tree.string) }
            try? lock.close()
        }
    }

    private static func open(lockOf folder: FilePath) throws -> FileDescriptor {
        try FileDescriptor.open(
            folder.appending("lock"), .readWrite, options: [.create, .closeOnExec],
            permissions: .ownerReadWrite)
    }

    private static func root() -> FilePath? {
        let variables = ProcessInfo.processInfo.environment
        let named = variables["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? FilePath($0) : nil }
        let home = variables["HOME"].flatMap { $0.hasPrefix("/") ? FilePath($0).appending(".cache") : nil }
        return (named ?? home)?.appending("stack-bounds-bench")
    }

    /// Copies a program to a path.
    ///
    /// - Returns: whether it was there, whole, and could be copied; what is damaged is removed.
    func fetch(_ origin: String, to path: FilePath) -> Bool {
        let (program, description) = paths(origin)
        guard let data = try? Data(contentsOf: URL(filePath: program.string)) else { return false }
        let entry = (try? Data(contentsOf: URL(filePath: description.string))).flatMap {
            try? JSONDecoder().decode(Entry.self, from: $0)
        }
        guard let entry, entry.origin == origin, entry.hash == Self.hash(data) else {
            remove(program)
            return false
        }
        // A program that cannot be written elsewhere is none the worse for it.
        guard (try? FileCopy.copy(program, to: path, permissions: .ownerReadWriteExecute)) != nil else {
            return false
        }
        try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: program.string)
        return true
    }

    /// Keeps a copy of a program. Where there is no room for it, it is not kept.
    func keep(_ path: FilePath, origin: String) {
        let (program, description) = paths(origin)
        let part = folder.appending("part")
        do {
            try? FileManager.default.removeItem(atPath: part.string)
            let hash = Self.hash(try Data(contentsOf: URL(filePath: path.string)))
            try FileCopy.copy(path, to: part, permissions: .ownerReadWriteExecute)
            remove(program)
            try JSONEncoder().encode(Entry(origin: origin, hash: hash))
                .write(to: URL(filePath: description.string))
            try FileManager.default.moveItem(atPath: part.string, toPath: program.string)
        } catch {
            for file in [part, description] { try? FileManager.default.removeItem(atPath: file.string) }
        }
        trim()
    }

    private func trim() {
        typealias File = (path: FilePath, size: Int, date: Int)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
        var files = names.filter { $0.hasSuffix(Self.suffix) }.compactMap { name -> File? in
            let path = folder.appending(name)
            var status = stat()
            guard stat(path.string, &status) == 0 else { return nil }
            return (path, Int(status.st_size), Int(status.st_mtim.tv_sec))
        }
        files.sort { $0.date > $1.date }
        var total = 0
        for (index, file) in files.enumerated() {
            total += file.size
            if total > Self.mostBytes, index > 0 { remove(file.path) }
        }
    }

    private static let suffix = ".program"

    private func paths(_ origin: String) -> (program: FilePath, description: FilePath) {
        let program = folder.appending(String(FNV1a.hash(origin.utf8), radix: 16) + Self.suffix)
        return (program, Self.description(of: program))
    }

    private static func description(of program: FilePath) -> FilePath {
        FilePath(program.string.dropLast(suffix.count) + ".json")
    }

    private func remove(_ program: FilePath) {
        for file in [program, Self.description(of: program)] {
            try? FileManager.default.removeItem(atPath: file.string)
        }
    }

    private static func hash(_ data: Data) -> String { String(FNV1a.hash(data), radix: 16) }
}
