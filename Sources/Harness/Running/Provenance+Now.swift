import BenchResults
import BoundsStrategies
import CHarnessSupport
import CallbackRuntime
import FoundationEssentials
import MachineInspection
import Statistics
import SystemPackage

extension Provenance {
    /// This program, here and now.
    static func now(strategyLibraries: [String]) -> Provenance {
        let load = SystemLoad.capture()
        let now = secondsSince1970
        return Provenance(
            startedAt: now, finishedAt: now, commandLine: commandLine,
            source: .current, build: .current,
            strategyLibraries: strategyLibraries.map(hash), environment: .capture(), loadBefore: load,
            loadAfter: load)
    }

    /// The same session, ended now.
    var endedNow: Provenance {
        var ended = self
        ended.finishedAt = Self.secondsSince1970
        ended.loadAfter = SystemLoad.capture()
        return ended
    }

    /// Without the program's folder, which differs on every machine.
    private static var commandLine: [String] {
        let arguments = ProgramArguments.all
        let name = arguments.first.flatMap { FilePath($0).lastComponent?.string } ?? "bench"
        return [name] + arguments.dropFirst()
    }

    private static var secondsSince1970: Int { Int(Date().timeIntervalSince1970) }

    /// FNV-1a of a file's contents, or of nothing when it cannot be read. It has been looked at before.
    static func hash(_ path: String) -> String {
        let contents = (try? Data(contentsOf: URL(filePath: path))) ?? Data()
        return String(FNV1a.hash(contents), radix: 16)
    }
}

extension Provenance.Build {
    /// This program.
    static let current: Provenance.Build = {
        #if DEBUG
            let configuration = "debug"
        #else
            let configuration = "release"
        #endif
        #if compiler(>=6.4)
            let swift = ">= 6.4"
        #elseif compiler(>=6.3)
            let swift = "6.3"
        #else
            let swift = "< 6.3"
        #endif
        return Provenance.Build(
            configuration: configuration, measuredModules: measuredModules,
            cCompiler: String(cString: sbs_c_compiler()), swiftCompiler: swift, buildID: buildID)
    }()

    /// Asked of the modules themselves, since the manifest's flags may not have reached them.
    private static var measuredModules: String {
        let isOptimised = CallbackRuntimeBuild.isOptimised && BoundsStrategiesBuild.isOptimised
        let swift = isOptimised ? "optimised" : "not optimised"
        return "Swift \(swift), C \(String(cString: sbs_c_optimisation()))"
    }

    private static var buildID: Reading<String> {
        var text = [CChar](repeating: 0, count: 64)
        guard sbs_build_id(&text, text.count) else { return .unavailable("the program has no build id") }
        return .value(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
}
