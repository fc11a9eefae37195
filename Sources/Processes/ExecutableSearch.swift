import CLibrary
import SystemPackage

extension ProcessLaunch {
    /// The file to execute; nil when it is an open one.
    func path() throws(Errno) -> FilePath? {
        switch executable {
        case .path(let path): return path
        case .open: return nil
        case .named(let name):
            guard let path = Self.search(name) else { throw .noSuchFileOrDirectory }
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

    /// Why it cannot be run.
    func failure(_ error: Errno) -> LaunchFailure {
        if case .named(let name) = executable, error == .noSuchFileOrDirectory { return .notFound(name) }
        return .refused(name, error)
    }

    /// The first executable file of a name in the folders of PATH.
    package static func search(_ name: String) -> FilePath? {
        let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        return folders.split(separator: ":").map { FilePath(String($0)).appending(name) }
            .first { access($0.string, X_OK) == 0 }
    }
}
