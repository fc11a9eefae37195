import Statistics
import ChildProtocol
import MachineInspection
import PerfCounters

extension ComparableSide {
    /// The costs and counts of a run.
    public init(_ result: BenchResult, label: String) {
        let versions = Dictionary(
            result.workloads.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
        let deterministic = Dictionary(
            result.counters.filter(\.source.isDeterministic).map { ($0.name, $0.source.rawValue) },
            uniquingKeysWith: { first, _ in first })
        self.init(
            label: label,
            circumstances: Self.circumstances(of: result.provenance) + [
                Circumstance(
                    name: "iteration rule",
                    value: "samples of at least \(result.plan.target) ns"),
                Circumstance(name: "pinned CPU", value: result.plan.cpu.map(String.init) ?? "none"),
            ],
            cells: result.cells.filter { $0.kind != .twin }.map { cell in
                Cell(
                    workload: cell.workload, subject: cell.subject,
                    workloadVersion: versions[cell.workload],
                    costs: cell.lowestCosts(
                        callbacksPerIteration: result.callbacksPerIteration(of: cell.workload)),
                    death: cell.isDead ? cell.reason ?? cell.status.rawValue : nil,
                    missing: cell.status == .measured ? nil : cell.reason ?? cell.status.rawValue,
                    counts: cell.counters.compactMap { counter in
                        guard let source = deterministic[counter.name], !counter.isScaled,
                            let count = counter.perCallback
                        else { return nil }
                        return Count(name: counter.name, source: source, perCallback: count)
                    })
            },
            sickness: result.sickness.map { "\(label): \($0)" },
            buildID: result.provenance.build.buildID.value)
    }

    /// The safety verdicts of a check, those left out that chance decides and those that say nothing.
    public init(_ result: CheckResult, label: String) {
        let random = Set(result.scenarios.filter(\.isRandom).map(\.name))
        var verdicts: [String: [String: String]] = [:]
        for cell in result.cells
        where !random.contains(cell.scenario) && !["unavailable", "failed"].contains(cell.verdict) {
            verdicts[cell.scenario, default: [:]][cell.strategy] = cell.verdict
        }
        self.init(label: label, verdicts: verdicts, buildID: result.provenance.build.buildID.value)
    }

    /// What another tool measured: a cell a benchmark. Names that `bench export` wrote are those of its cells.
    public init(_ imported: ImportedBenchmarks, label: String) {
        self.init(
            label: label,
            cells: imported.benchmarks.map { benchmark in
                let (workload, subject) = Self.cell(named: benchmark.name)
                return Cell(workload: workload, subject: subject, costs: benchmark.nanoseconds)
            })
    }

    /// The cell whose name an export wrote, `workload:row` or `Workload/row=row`; else the name is all.
    private static func cell(named name: String) -> (workload: String, subject: String) {
        if let mark = name.firstRange(of: "/row=") {
            let workload = name[..<mark.lowerBound]
            return (workload.prefix(1).lowercased() + workload.dropFirst(), String(name[mark.upperBound...]))
        }
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : (name, "")
    }

    /// The same with the costs or the verdicts of another result of the same side.
    public func joined(with other: ComparableSide) -> ComparableSide {
        var joined = self
        if joined.cells.isEmpty {
            (joined.cells, joined.circumstances, joined.sickness, joined.buildID) =
                (other.cells, other.circumstances, other.sickness, other.buildID)
        }
        joined.verdicts.merge(other.verdicts) { own, _ in own }
        return joined
    }

    /// What can change a cost without a change of the code. The kernel is in it because half of the
    /// strategies ask it.
    private static func circumstances(of provenance: Provenance) -> [Circumstance] {
        let (environment, build) = (provenance.environment, provenance.build)
        return [
            Circumstance(name: "CPU", value: text(environment.processor.model)),
            Circumstance(name: "CPUs", value: text(environment.processor.allowed)),
            Circumstance(name: "kernel", value: text(environment.system.kernelRelease)),
            Circumstance(
                name: "C library",
                value: "\(text(environment.system.libcName)) \(text(environment.system.libcVersion))"),
            Circumstance(name: "build configuration", value: build.configuration),
            Circumstance(name: "optimisation", value: build.measuredModules),
            Circumstance(name: "C compiler", value: build.cCompiler),
            Circumstance(name: "Swift compiler", value: build.swiftCompiler),
        ]
    }

    private static func text<Value>(_ reading: Reading<Value>) -> String {
        reading.value.map { "\($0)" } ?? "unknown"
    }
}

extension BenchResult {
    /// Why the session's differences are not to be believed, if so. Results of version 1 have a null pair only.
    var sickness: String? {
        if let health { return health.isSick ? health.reasons.joined(separator: "; ") : nil }
        return nullPair?.verdict == .biased ? "the null pair, a strategy against itself, differs" : nil
    }
}
