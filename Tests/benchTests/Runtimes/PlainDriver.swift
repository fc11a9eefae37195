import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The plain C program of Tests/CChecks that drives a runtime without the suite.
struct PlainDriver {
    private let program: Program
    private let folder: FilePath

    /// Builds it.
    init(in folder: FilePath) async throws {
        let root = Repository.root
        let drivers = root.appending("Sources/CRealRuntimes")
        let path = folder.appending("driver")
        let sources = try FileManager.default.subpathsOfDirectory(atPath: drivers.string)
            .filter { $0.hasSuffix(".c") }.map { drivers.appending($0).string }
        let run = try await #require(Program.cCompiler).run(
            [
                "-std=c17", "-O2", "-w", "-pthread", "-I\(drivers)", "-I\(drivers)/include",
                "-I\(root)/Sources/CStackSupport/include", "-I\(root)/Tests/CChecks",
            ] + sources + ["\(root)/Tests/CChecks/real_runtime_driver.c", "-ldl", "-o", path.string])
        try #require(run.status == .exited(0), "\(run.errors)")
        program = Program(path: path)
        self.folder = folder
    }

    /// The library that drives Go, built as the suite's comment says.
    func library(of go: Program) async throws -> FilePath {
        let package = folder.appending("package")
        if !FileManager.default.fileExists(atPath: package.string) {
            let sources = Repository.root.appending("Sources/RealRuntimes/Go")
            try FileManager.default.createDirectory(atPath: package.string, withIntermediateDirectories: true)
            for name in try sources.entries() {
                try package.appending(name).write(sources.appending(name).data())
            }
        }
        let path = folder.appending("driver-\(try folder.entries().count).so")
        let run = try await go.run(
            ["build", "-buildmode=c-shared", "-o", path.string, "."], in: package,
            environment: ["GOTOOLCHAIN": "local", "GOFLAGS": "", "GOWORK": "off"], deadline: .seconds(600))
        try #require(run.status == .exited(0), "\(run.errors)")
        return path
    }

    /// System calls of a callback: those of strace with twice the callbacks, less those with as many.
    func systemCalls(of library: FilePath, in situation: String) async throws -> Double {
        let callbacks = 2000
        var counts: [Int] = []
        for count in [callbacks, 2 * callbacks] {
            let run = try await #require(Program(named: "strace")).run(
                [
                    "-c", "-U", "calls,name", "-f", "-e",
                    "trace=!futex,nanosleep,clock_nanosleep,sched_yield,tgkill,rt_sigreturn,getpid",
                    program.path.string, library.string, situation, "\(count)", "200",
                ], in: folder, deadline: .seconds(300))
            try #require(run.status == .exited(0), "\(run.errors)")
            // "    12345 total"
            let line = try #require(
                run.errors.split(separator: "\n").last { $0.hasSuffix(" total") }, "\(run.errors)")
            counts.append(try #require(line.split(separator: " ").first.flatMap { Int($0) }))
        }
        return Double(counts[1] - counts[0]) / Double(callbacks)
    }
}
