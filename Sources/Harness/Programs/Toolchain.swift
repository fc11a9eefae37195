import BenchResults
import CLibrary
import FoundationEssentials
import Processes
import SystemPackage

/// The swift that builds commits, as far as it decides what is built.
enum Toolchain {
    /// Variables that a build depends on.
    private static let variables = [
        "CC", "CPATH", "CXX", "C_INCLUDE_PATH", "LIBRARY_PATH", "PKG_CONFIG_PATH", "SDKROOT", "TOOLCHAINS",
    ]

    /// What is another text when programs may be built differently: the file that `swift` is, and variables.
    /// swiftly's stands for all toolchains and is asked; nil when none is found.
    static func identity() throws -> String? {
        guard let found = ProcessLaunch.search("swift") else { return nil }
        let path = ResultStore.resolved(found)
        var status = stat()
        guard stat(path.string, &status) == 0 else { return nil }
        var text = "\(path) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
        if path.lastComponent == "swiftly" {
            var launch = ProcessLaunch(.named("swift"), ["--version"], deadline: .seconds(60))
            launch.variables = ForeignProgram.environment()
            text += "\n\(try launch.run().output)"
        }
        let environment = ProcessInfo.processInfo.environment
        for name in variables { text += "\n\(name)=\(environment[name] ?? "")" }
        return text
    }
}
