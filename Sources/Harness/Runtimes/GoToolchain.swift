import BenchResults
import CLibrary
import FoundationEssentials
import Processes
import SystemPackage

/// One of the user's Go toolchains, and the folder in which it builds.
struct GoToolchain {
    /// Building the standard library of a new toolchain takes a minute on a slow machine.
    private static let deadline = Duration.seconds(600)

    /// The program `go`.
    let program: FilePath
    /// The folder of the package that it builds.
    let package: FilePath
    private let folder: FilePath

    /// - Parameters:
    ///   - toolchain: the program `go`, or the folder with `bin/go`; nil for the one on the PATH.
    ///   - folder: for its files, of which nothing is kept.
    /// - Throws: `GoLibrary.Failure`.
    init(_ toolchain: String?, workingIn folder: FilePath) throws(GoLibrary.Failure) {
        program = try Self.program(toolchain)
        self.folder = folder
        package = folder.appending("package")
        // Beside each other: go ignores a go.mod in its own folder for temporary files.
        for place in [package, folder.appending(Self.temporary)] where mkdir(place.string, 0o700) != 0 {
            throw GoLibrary.Failure(description: "\(place) cannot be made: \(Errno(rawValue: errno))")
        }
    }

    private static let temporary = "temporary"

    /// Everything besides its version that decides what it builds.
    var identity: String {
        let environment = ProcessInfo.processInfo.environment
        let variables = ["CC", "CGO_CFLAGS", "CGO_LDFLAGS", "GOAMD64", "GOARM64", "GOEXPERIMENT"].map {
            "\($0)=\(environment[$0] ?? "")"
        }
        var status = stat()
        stat(program.string, &status)
        let file = "\(program) \(status.st_size) \(status.st_mtim.tv_sec)"
        return ([file] + variables).joined(separator: "\n")
    }

    /// The first line that a go command prints. It downloads nothing, and the user's flags and work spaces are
    /// not for this package.
    ///
    /// - Throws: `GoLibrary.Failure` with its first message when it fails; `Interrupted`.
    func run(_ arguments: [String]) throws -> String {
        var launch = ProcessLaunch(.path(program), arguments, deadline: Self.deadline)
        launch.folder = package
        let environment = ProcessInfo.processInfo.environment
        var variables: [String: String?] = [
            "CGO_ENABLED": "1", "GO111MODULE": "on", "GOFLAGS": "", "GOPROXY": "off", "GOTOOLCHAIN": "local",
            "GOWORK": "off", "GOROOT": nil, "GOOS": nil, "GOARCH": nil,
            "TMPDIR": folder.appending(Self.temporary).string,
        ]
        if ["GOCACHE", "XDG_CACHE_HOME", "HOME"].allSatisfy({ environment[$0] == nil }) {
            variables["GOCACHE"] = folder.appending("cache").string
        }
        if ["GOPATH", "HOME"].allSatisfy({ environment[$0] == nil }) {
            variables["GOPATH"] = folder.appending("path").string
        }
        launch.variables = ForeignProgram.environment(variables)
        let ended: EndedProcess
        do {
            ended = try launch.run()
        } catch let failure as LaunchFailure {
            throw GoLibrary.Failure(description: "\(failure)")
        }
        guard ended.isSuccess else {
            let what = ended.end == .timedOut ? "did not end in \(Self.deadline)" : "failed"
            // Below the name of the package, which begins with '#', and warnings that do not end it.
            let lines = ended.errors.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
            let said = lines.first { !$0.contains("warning:") } ?? lines.first
            throw GoLibrary.Failure(
                description: "go \(arguments[0]) \(what)"
                    + (said.map { ": \(Legible.text(String($0), limit: 300))" } ?? ""))
        }
        let text = ended.output.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return Legible.text(text, limit: 200)
    }

    private static func program(_ toolchain: String?) throws(GoLibrary.Failure) -> FilePath {
        guard let toolchain else {
            guard let found = ProcessLaunch.search("go") else {
                throw GoLibrary.Failure(description: "there is no go on the PATH", isMissing: true)
            }
            return found
        }
        var path = FilePath(toolchain)
        if !path.isAbsolute { path = FilePath(FileManager.default.currentDirectoryPath).pushing(path) }
        var status = stat()
        if stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { path.append("bin/go") }
        guard stat(path.string, &status) == 0 else {
            throw GoLibrary.Failure(description: "\(path): \(Errno(rawValue: errno))")
        }
        guard status.st_mode & S_IFMT == S_IFREG, access(path.string, X_OK) == 0 else {
            throw GoLibrary.Failure(description: "\(path) is not a program")
        }
        return path
    }
}
