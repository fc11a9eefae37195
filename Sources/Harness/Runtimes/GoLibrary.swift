import BenchResults
import FoundationEssentials
import Processes
import RealRuntimes
import Statistics
import SystemPackage

/// The library that drives Go, built with one of the user's toolchains and kept for the next time.
///
/// The runtime is part of the library, so that several versions are several libraries.
final class GoLibrary: Sendable {
    /// Why there is none: one line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
        /// Whether there is no toolchain, so that installing one helps.
        var isMissing = false
    }

    /// The library, for as long as this exists.
    let path: FilePath
    private let folder: TemporaryFolder

    /// - Parameters:
    ///   - toolchain: the program `go`, or the folder with `bin/go`; nil for the one on the PATH.
    ///   - listener: told when it has to be built.
    /// - Throws: `Failure`; `CommandStopped` when there is no folder for temporary files; `Interrupted`.
    init(toolchain: String?, listener: SessionListener) throws {
        folder = try TemporaryFolder()
        let go = try GoToolchain(toolchain, workingIn: folder.path)
        path = folder.path.appending("driver.so")
        let version = try go.run(["version"])
        let files = GoPackage.files.map { "\($0.name) \(FNV1a.hash($0.bytes))" }
        let origin = ([go.identity, version] + files).joined(separator: "\n")
        let cache = Self.cache
        if let cache, cache.fetch(origin, to: path) { return }
        listener(
            .note(
                "building the driver of \(version) with \(go.program)"
                    + (cache == nil
                        ? ", which is not kept: there is no folder for it" : ", which is done once")))
        do {
            for file in GoPackage.files {
                try Data(file.bytes).write(to: URL(filePath: go.package.appending(file.name).string))
            }
        } catch {
            throw Failure(description: "its driver cannot be written to \(go.package): \(error)")
        }
        _ = try go.run(["build", "-buildmode=c-shared", "-trimpath", "-o", path.string, "."])
        cache?.keep(path, origin: origin)
    }

    /// What the toolchain on the PATH is, as rows are called: `go 1.27.3`.
    ///
    /// - Throws: as the initialiser does.
    static func version() throws -> String {
        let folder = try TemporaryFolder()
        // "go version go1.27.3 linux/amd64"
        let words = try GoToolchain(nil, workingIn: folder.path).run(["version"]).split(separator: " ")
        return "go " + (words.count > 2 ? words[2].trimmingPrefix("go") : "of an unknown version")
    }

    /// Made and given back at once: another process may want it, too.
    private static var cache: ProgramCache? { try? ProgramCache(ofRepository: "go") }
}
