import Cells
import MachineInspection
import PerfCounters
import Statistics

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
            circumstances: Self.circumstances(of: result),
            cells: result.cells.filter { $0.kind != .twin }.map { cell in
                Cell(
                    cell.id, workloadVersion: versions[cell.workload],
                    costs: cell.lowestCosts(
                        callbacksPerIteration: result.callbacksPerIteration(of: cell.workload)),
                    medianCosts: result.costs(of: cell).map(\.cost).filter { $0 > 0 && $0.isFinite },
                    death: cell.status.isDeath ? cell.reason ?? cell.status.rawValue : nil,
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
        if let shard = result.shard?.shard {
            remarks = ["\(label) is shard \(shard) of a run, not all of it"]
        }
    }

    /// The safety verdicts of a check, without those that depend on chance or say nothing. Those of bodies on a
    /// stack of the runtime's own are other scenarios, so that they are not compared with the usual ones.
    public init(_ result: CheckResult, label: String) {
        let random = Set(result.scenarios.filter(\.isRandom).map(\.name))
        var judged = Expectations()
        judged.record(result.cells.filter { !random.contains($0.scenario) })
        let mark = result.body == .own ? " (body on its own stack)" : ""
        let verdicts = Dictionary(uniqueKeysWithValues: judged.verdicts.map { ($0 + mark, $1) })
        self.init(label: label, verdicts: verdicts, buildID: result.provenance.build.buildID.value)
    }

    /// What another tool measured, one cell per benchmark. A name that `bench export` wrote is that of its
    /// cell.
    public init(_ imported: ImportedBenchmarks, label: String) {
        // Twins are left out as of our own results: they are there for the null pair.
        self.init(
            label: label,
            cells: (imported.benchmarks.map { Cell($0.cell, costs: $0.nanoseconds) }
                + imported.withoutTime.map { Cell($0.cell, costs: [], missing: $0.text) })
                .filter { $0.id.subject.kind != .twin })
        remarks = imported.remarks.map { "\(label): \($0)" }
        isImported = true
    }

    /// This side with the costs or the verdicts of another result of it.
    public func joined(with other: ComparableSide) -> ComparableSide {
        var joined = self
        if joined.cells.isEmpty {
            (joined.cells, joined.circumstances, joined.sickness, joined.buildID) =
                (other.cells, other.circumstances, other.sickness, other.buildID)
        }
        joined.remarks += other.remarks
        joined.isImported = joined.isImported || other.isImported
        joined.verdicts.merge(other.verdicts) { own, _ in own }
        return joined
    }

    /// What can change a cost without a change of the code. The kernel is among it because half of the
    /// strategies query it.
    static func circumstances(of result: BenchResult) -> [Circumstance] {
        let (environment, build) = (result.provenance.environment, result.provenance.build)
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
            Circumstance(
                name: "iteration rule",
                value: "samples of at least \(result.plan.target) ns"),
            Circumstance(name: "pinned CPU", value: result.plan.cpu.map(String.init) ?? "none"),
            // Queries of the main thread take as long as there are mappings.
            Circumstance(
                name: "mappings", value: result.plan.mappings.map { "at least \($0)" } ?? "the program's"),
            Circumstance(
                name: "variables of real runtimes",
                value: result.plan.runtimeVariables?.joined(separator: " ") ?? "none"),
        ]
    }

    /// The machine that it was measured on; nil where nothing is known of it.
    public var machine: String? { circumstances.map(Self.machine) }

    /// The machine among them, by what tells one from another in a result: its processor, and how many of them
    /// there are.
    static func machine(_ circumstances: [Circumstance]) -> String {
        let values = ["CPU", "CPUs"].map { name in
            circumstances.first { $0.name == name }?.value ?? "unknown"
        }
        return "\(values[0]), CPUs \(values[1])"
    }

    private static func text<Value>(_ reading: Reading<Value>) -> String {
        reading.value.map { "\($0)" } ?? "unknown"
    }
}

extension BenchResult {
    /// Why the session's differences are not to be trusted; empty when they are. Results of version 1 only have a
    /// null pair.
    var reasonsForSickness: [String] {
        health?.reasons ?? (nullPair?.verdict == .biased ? [SessionHealth.biasedNullPair] : [])
    }

    /// The same on one line; nil when there is none.
    package var sickness: String? {
        reasonsForSickness.isEmpty ? nil : reasonsForSickness.joined(separator: "; ")
    }
}
