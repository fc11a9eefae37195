import CLibrary
import SystemPackage

extension FilePath {
    /// The file that the path leads to through links, realpath(3); nil where there is none.
    package var resolved: FilePath? {
        guard let path = realpath(string, nil) else { return nil }
        defer { free(path) }
        return FilePath(platformString: path)
    }
}
