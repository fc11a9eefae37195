import BenchResults
import BoundsStrategies
import CallbackRuntime
import CStackSupport
import Measurement
import SystemPackage
import Workloads

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes result files out of a run's records, at any time during the run.
struct RunReport: Sendable {
    private let plan: RunPlan
    private let path: FilePath
    private let source: Provenance.Source
    private let plugIns: [BoundsStrategy]
    private let environment = Environment.capture()
    private let loadBefore = SystemLoad.capture()
    private let startedAt = time(nil)

    init(
        plan: RunPlan, path: FilePath, source: Provenance.Source, plugIns: [BoundsStrategy]
    ) {
        self.plan = plan
        self.path = path
        self.source = source
        self.plugIns = plugIns
    }

    /// Writes the result of the records so far.
    @discardableResult
    func write(_ records: [Record], incomplete reason: String?) throws -> BenchResult {
        let result = BenchResult(
            isComplete: reason == nil, incompleteReason: reason, provenance: provenance, plan: plan,
            strategies: strategies, workloads: workloads, floor: StrategyCatalogue.floor.name,
            assembly: Assembly(
                plan: plan, floor: StrategyCatalogue.floor.name,
                callbacksPerIteration: Dictionary(
                    uniqueKeysWithValues: workloads.map { ($0.name, $0.callbacksPerIteration) }),
                records: records))
        try ResultStore.write(result, to: path)
        return result
    }

    private var provenance: Provenance {
        Provenance(
            startedAt: startedAt, finishedAt: time(nil), commandLine: CommandLine.arguments,
            source: source, build: .current, environment: environment, loadBefore: loadBefore,
            loadAfter: SystemLoad.capture())
    }

    private var strategies: [BenchResult.Strategy] {
        // In the order of the blocks, which is the catalogue's.
        var names: [String] = []
        for name in plan.blocks.flatMap(\.subjects).compactMap(\.strategyName)
        where !names.contains(name) {
            names.append(name)
        }
        return names.compactMap { try? StrategyCatalogue.strategy(named: $0, or: plugIns) }.map {
            BenchResult.Strategy(name: $0.name, version: $0.version, rule: $0.rule, source: $0.source)
        }
    }

    private var workloads: [BenchResult.Workload] {
        let names = Set(plan.blocks.map(\.workload))
        return WorkloadCatalogue.all.filter { names.contains($0.name) || $0.unavailability() != nil }.map {
            BenchResult.Workload(
                name: $0.name, version: $0.version, summary: $0.summary,
                callbacksPerIteration: $0.callbacksPerIteration, unavailable: $0.unavailability())
        }
    }
}

extension Provenance.Build {
    /// This program.
    static var current: Provenance.Build {
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
            configuration: configuration,
            measuredModules: "Swift -O, C \(String(cString: sbs_c_optimisation()))",
            cCompiler: String(cString: sbs_c_compiler()), swiftCompiler: swift,
            buildID: buildID)
    }

    private static var buildID: Reading<String> {
        var text = [CChar](repeating: 0, count: 64)
        guard sbs_build_id(&text, text.count) else { return .unavailable("the program has no build id") }
        return .value(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
}
