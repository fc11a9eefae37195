import CLibrary
import CStackSupport
import FoundationEssentials
import SystemPackage
import Testing

/// What a test needs from the machine. If it is missing, the run's output names the test and the reason.
package struct Requirement: Sendable {
    /// What is missing and how to get it.
    package let reason: String
    private let answer: Task<Bool, Never>

    init(_ reason: String, isMet: @escaping @Sendable () async throws -> Bool) {
        self.reason = reason
        answer = Task { (try? await isMet()) ?? false }
    }

    private init(_ program: String, from package: String) {
        self.init("there is no \(program): apt-get install \(package)") { Program(named: program) != nil }
    }

    /// Whether it is there.
    package var isMet: Bool { get async { await answer.value } }

    /// Ends the test here, with the reason, if it is missing.
    package func orSkip(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        if await !isMet { try skip(reason, sourceLocation: sourceLocation) }
    }

    // MARK: programs

    package static let valgrind = Requirement("valgrind", from: "valgrind")
    package static let cCompiler = Requirement("there is no C compiler: apt-get install clang") {
        Program.cCompiler != nil
    }
    package static let gnuplot = Requirement("gnuplot", from: "gnuplot-nox")
    package static let script = Requirement("script", from: "bsdutils")
    package static let python = Requirement("python3", from: "python3")
    package static let chromium = Requirement("there is no chromium: apt-get install chromium") {
        Program.chromium != nil
    }
    package static let axe = Requirement("axe-core is not here: scripts/setup --tests installs it") {
        FileManager.default.fileExists(atPath: TestCache.axe.string)
    }
    package static let pythonJSONSchema = Requirement(
        "python3 has no jsonschema: apt-get install python3-jsonschema"
    ) {
        try await Program.systemPython.run("-c", "import jsonschema").status == .exited(0)
    }
    package static let pythonHistograms = Requirement("python3 has no hdrh: pip install hdrhistogram") {
        try await Program(named: "python3")?.run("-c", "import hdrh").status == .exited(0)
    }
    package static let strace = Requirement(
        "strace is not there (apt-get install strace), or may not trace (ptrace is forbidden)"
    ) {
        try await Program(named: "strace")?.run("-o", "/dev/null", "/bin/true").status == .exited(0)
    }

    package static let perf = Requirement(
        "perf is not there (apt-get install linux-perf), or may set no breakpoints (perf_event_paranoid)"
    ) {
        try await Program(named: "perf")?.run("stat", "-e", "mem:0x1000:x", "/bin/true").status == .exited(0)
    }

    // MARK: real runtimes

    package static let go = Requirement("go", from: "golang-go")
    package static let secondGo = Requirement("there is no second Go: scripts/setup --tests installs it") {
        Program.secondGo != nil
    }

    /// The names of those that `bench list` finds.
    private static let foundRuntimes = Task<Set<String>, any Error> {
        struct Listing: Decodable {
            struct Runtime: Decodable {
                let name: String
                let found: String?
            }
            let runtimes: [Runtime]
        }
        let run = try await Program.bench.run(["list", "--format", "json"], deadline: .seconds(120))
        let runtimes = try JSON.value(run.output, as: Listing.self).runtimes
        return Set(runtimes.filter { $0.found != nil }.map(\.name))
    }

    private init(runtime name: String, from package: String) {
        self.init("bench list finds no \(name): apt-get install \(package)") {
            try await Self.foundRuntimes.value.contains(name)
        }
    }

    package static let hotspot = Requirement(runtime: "hotspot", from: "default-jre-headless")
    package static let cpython = Requirement(runtime: "cpython", from: "libpython3.11")
    package static let ruby = Requirement(runtime: "ruby", from: "libruby")
    package static let guile = Requirement(runtime: "guile", from: "guile-3.0-libs")
    package static let boehm = Requirement(runtime: "boehm", from: "libgc1")

    // MARK: kernel and privileges

    package static let root = Requirement("chroot(2) needs root") { geteuid() == 0 }
    package static let mountNamespaces = Requirement("mount namespaces need CAP_SYS_ADMIN") {
        guard let unshare = Program(named: "unshare") else { return false }
        return try await unshare.run("-m", "mount", "-t", "tmpfs", "none", "/sys").status == .exited(0)
    }
    package static let mappingQuery = Requirement("PROCMAP_QUERY needs a kernel of 6.11 or later") {
        var mapping = sbs_mapping()
        return sbs_mapping_query_problem(sbs_query_mapping(UInt(sbs_stack_pointer()), &mapping)) == nil
    }
    package static let guardQuery = Requirement("PAGE_IS_GUARD needs a kernel of 6.15 or later") {
        var bounds = sbs_bounds()
        let here = UInt(sbs_stack_pointer())
        return sbs_guard_query_problem(sbs_query_highest_guard(here, here + 1, &bounds)) == nil
    }
}

/// What scripts/setup fetched from PyPI.
package enum TestCache {
    static let folder: FilePath = {
        let variables = ProcessInfo.processInfo.environment
        let cache = variables["XDG_CACHE_HOME"] ?? (variables["HOME"] ?? "") + "/.cache"
        return FilePath(cache).appending("stack-bounds-bench-tests")
    }()
    /// The script of axe-core, which looks for what makes a page hard to use for some people.
    package static let axe = folder.appending("axe-4.12/axe_playwright_python/axe.min.js")
}

extension Program {
    /// A C compiler; Swift toolchains bring one.
    package static let cCompiler = Program(named: "clang", "cc", "gcc")
    /// Debian's Python, for which packages bring modules.
    package static let systemPython = Program(path: "/usr/bin/python3")
    /// Go 1.23.9, where scripts/setup puts it.
    package static let secondGo: Program? = {
        let path = TestCache.folder.appending("go-1.23.9/go/bin/go")
        return FileManager.default.isExecutableFile(atPath: path.string) ? Program(path: path) : nil
    }()
    /// A browser.
    package static let chromium = Program(named: "chromium", "chromium-browser", "google-chrome")
}

extension Trait where Self == ConditionTrait {
    /// Skips a test or a suite, with the reason, where a requirement is not met.
    package static func requires(
        _ requirement: Requirement, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Self {
        .enabled("\(requirement.reason)", sourceLocation: sourceLocation) { await requirement.isMet }
    }
}

/// Ends the test here, or its case, since the machine lacks something. The run's output says which test and
/// why.
package func skip(_ reason: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Never {
    // The output names a test that is cancelled, but not a single case of one.
    if Test.Case.current?.isParameterized == true {
        Issue.record("skipped: \(reason)", severity: .warning, sourceLocation: sourceLocation)
    }
    try Test.cancel("\(reason)", sourceLocation: sourceLocation)
}
