import CLibrary
import FoundationEssentials
import Subprocess
import SystemPackage

/// The swift that builds commits, as far as it decides what is built.
enum Toolchain {
    /// Variables that a build depends on.
    private static let variables = [
        "CC", "CPATH", "CXX", "C_INCLUDE_PATH", "LIBRARY_PATH", "PKG_CONFIG_PATH", "SDKROOT", "TOOLCHAINS",
    ]

    /// What is another text when programs may be built differently: the file that `swift` is, and variables.
    /// swiftly's stands for all toolchains and is asked; nil when none is found.
    static func identity() async throws -> String? {
        let environment = ProcessInfo.processInfo.environment
        let folders = (environment["PATH"] ?? "").split(separator: ":").map { FilePath(String($0)) }
        let candidates = folders.map { $0.appending("swift").string }
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }),
            let resolved = realpath(found, nil)
        else { return nil }
        defer { free(resolved) }
        let path = String(cString: resolved)
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        var text = "\(path) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
        if FilePath(path).lastComponent == "swiftly" {
            let ended = try await Subprocess.run(
                .name("swift"), arguments: ["--version"], environment: ForeignProgram.environment(),
                output: .string(limit: 1 << 16), error: .discarded)
            text += "\n\(ended.standardOutput)"
        }
        for name in variables { text += "\n\(name)=\(environment[name] ?? "")" }
        return text
    }
}
