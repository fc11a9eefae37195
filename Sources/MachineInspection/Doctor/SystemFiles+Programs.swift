import CLibrary
import SystemPackage

extension SystemFiles {
    /// Where a program is that this user may run, or that it is nowhere.
    ///
    /// Looked up, not started: the programs looked for take from 10 ms to half a second to say their
    /// version.
    func program(_ name: String, searchPath: String) -> Reading<String> {
        for folder in searchPath.split(separator: ":") {
            let path = "\(folder)/\(name)"
            if access(location(of: path).string, X_OK) == 0 { return .value(path) }
        }
        return .unavailable("not found in PATH")
    }
}
