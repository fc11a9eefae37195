import BenchResults
import CLibrary
import SystemPackage

/// The files that a command writes, and those that it must not write over.
package enum OutputFiles {
    /// A file of a command line: what it is there, and where it is.
    package typealias Named = (role: String, path: FilePath)

    /// Makes sure, before anything is measured, that the files are different ones, whatever links lead to them.
    ///
    /// - Parameters:
    ///   - files: the outputs, and inputs that would be lost.
    ///   - callgrindFolder: where callgrind's files are kept, whose names are its own.
    /// - Throws: `UsageError` that names both.
    package static func checkDistinct(
        _ files: [Named], callgrindFolder: FilePath? = nil
    ) throws(UsageError) {
        var seen: [(role: String, identity: String)] = []
        let folder = callgrindFolder.map(identity)
        for (role, path) in files {
            let own = identity(path)
            if let other = seen.first(where: { $0.identity == own }) {
                throw UsageError("\(role) \(path): is the same file as \(other.role): name another one")
            }
            if let folder, identity(path.removingLastComponent()) == folder,
                path.lastComponent?.string.hasPrefix(Step.callgrindPrefix) ?? false
            {
                throw UsageError("\(role) \(path): is one of the files of --callgrind-out: name another one")
            }
            seen.append((role, own))
        }
    }

    /// The libraries that were named, which must not be written over; each once, as naming one twice is no mistake.
    package static func libraries(_ strategies: StrategySelection, _ runtimes: RuntimeSelection) -> [Named] {
        func files(_ role: String, _ paths: [String]) -> [Named] {
            distinct(paths).map { (role, FilePath($0)) }
        }
        return files("--strategy-library", strategies.libraries)
            + files("--runtime-library", runtimes.libraries)
    }

    /// Paths without those that lead to the file of one before.
    static func distinct(_ paths: [String]) -> [String] {
        var seen: Set<String> = []
        return paths.filter { seen.insert(identity(FilePath($0))).inserted }
    }

    /// Equal for two paths that lead to one file: its number, or of a file that is not there yet its folder's
    /// and its name.
    private static func identity(_ path: FilePath) -> String {
        let path = path.isEmpty ? "." : path
        var info = stat()
        if stat(path.string, &info) == 0 { return "\(info.st_dev):\(info.st_ino)" }
        let folder = path.removingLastComponent()
        guard let name = path.lastComponent?.string, folder != path else { return path.string }
        return "\(identity(folder))/\(name)"
    }
}

extension OutputFiles {
    /// Which file a path leads to, to tell whether it has been replaced since.
    struct Stamp: Equatable {
        private let inode: UInt
        private let seconds: Int
        private let nanoseconds: Int

        /// Nil where there is no file.
        init?(of path: FilePath) {
            var status = stat()
            guard stat(path.string, &status) == 0 else { return nil }
            (inode, seconds, nanoseconds) = (status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
    }
}
