import CLibrary
import SystemPackage

extension SystemFiles {
    /// The path of a program that this user may run, or why there is none.
    ///
    /// Looked up, not started: asking these programs for their version takes 10 ms to half a second each.
    func program(_ name: String, searchPath: String) -> Reading<String> {
        for folder in searchPath.split(separator: ":") {
            let path = "\(folder)/\(name)"
            if access(location(of: path).string, X_OK) == 0 { return .value(path) }
        }
        return .unavailable("not found in PATH")
    }
}
