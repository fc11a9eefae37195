import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Strategy libraries, built by the C compiler.
enum BuiltLibrary {
    private static let include = Repository.root.appending("Sources/CStackSupport/include").string

    /// Builds a library from text, or from the example, as the example's comment says.
    static func path(_ name: String, from source: String? = nil, in folder: FilePath) async throws -> String {
        let path = folder.appending(name + ".so").string
        var file = Repository.root.appending("Examples/wide_window.c").string
        if let source {
            file = folder.appending(name + ".c").string
            try FilePath(file).write(source)
        }
        let run = try await #require(Program(named: "clang")).run(
            "-std=c17", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-I", include, file, "-o", path)
        #expect(run.status == .exited(0), "\(run.errors)")
        return path
    }
}
