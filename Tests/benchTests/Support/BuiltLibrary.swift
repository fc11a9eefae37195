import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// Strategy libraries, built by the C compiler.
enum BuiltLibrary {
    private static let include = Program.package.appending("Sources/CStackSupport/include").string

    /// Builds a library from text, or from the example, as the example's comment says.
    static func path(_ name: String, from source: String? = nil, in folder: FilePath) async throws -> String {
        let path = folder.appending(name + ".so").string
        var file = Program.package.appending("Examples/wide_window.c").string
        if let source {
            file = folder.appending(name + ".c").string
            try Data(source.utf8).write(to: URL(filePath: file))
        }
        let ended = try await Subprocess.run(
            .name("clang"),
            arguments: [
                "-std=c17", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-I", include, file, "-o", path,
            ],
            output: .discarded, error: .string(limit: 1 << 16))
        #expect(ended.terminationStatus.isSuccess, "\(ended.standardError)")
        return path
    }
}
