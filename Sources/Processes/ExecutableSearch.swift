import CLibrary
import SystemPackage

extension ProcessLaunch {
    /// The file to execute; nil when it is an open one.
    func path() throws(LaunchFailure) -> FilePath? {
        switch executable {
        case .path(let path): return path
        case .open: return nil
        case .named(let name):
            guard let path = Self.search(name) else { throw .notFound(name) }
            return path
        }
    }

    /// The program as an open file.
    var descriptor: FileDescriptor? {
        if case .open(let file, _) = executable { file } else { nil }
    }

    /// What messages call the program.
    var name: String {
        switch executable {
        case .path(let path): path.string
        case .named(let name): name
        case .open(_, let name): name
        }
    }

    /// The first executable file of a name in the folders of PATH, of which an empty one is the working folder.
    ///
    /// - Returns: its path from the root, since the program may be started in another folder.
    package static func search(_ name: String) -> FilePath? {
        search(name, in: getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin")
    }

    package static func search(_ name: String, in folders: String) -> FilePath? {
        for folder in folders.split(separator: ":", omittingEmptySubsequences: false) {
            let path = FilePath(folder.isEmpty ? "." : String(folder)).appending(name)
            var status = stat()
            guard stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                access(path.string, X_OK) == 0
            else { continue }
            if path.isAbsolute { return path }
            guard let working = getcwd(nil, 0) else { continue }
            defer { free(working) }
            return FilePath(String(cString: working)).pushing(path)
        }
        return nil
    }
}
