import CLibrary
import ChildProtocol
import FileReading
import SystemPackage
import Traces

/// The files whose code a process has mapped.
struct LoadedLibraries {
    private let paths: Set<String>

    /// Those of this process, now.
    init() {
        paths = Set(executableFiles(inMaps: kernelText("/proc/self/maps") ?? ""))
    }

    /// Says what was loaded since.
    ///
    /// - Parameters:
    ///   - earlier: the process as it was.
    ///   - library: a file that is left out, since its contents are compared.
    /// - Returns: the libraries in the order of their paths.
    func since(_ earlier: LoadedLibraries, without library: String?) -> [LoadedLibrary] {
        let known = library.flatMap(Self.status)
        return paths.subtracting(earlier.paths).sorted().compactMap { path in
            guard let status = Self.status(path), status.st_ino != known?.st_ino else { return nil }
            return LoadedLibrary(
                path: path, bytes: Int64(status.st_size), modified: Int64(status.st_mtim.tv_sec))
        }
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
