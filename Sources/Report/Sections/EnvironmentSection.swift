import BenchResults
import MachineInspection
import Statistics

/// What the numbers were measured on, and whether the session can be believed.
struct EnvironmentSection {
    let provenance: Provenance
    /// The run, where the result is one.
    let run: BenchResult?

    // Sixty lines to look something up in: a terminal has the heading and the remarks.
    var section: Document.Section {
        Document.Section(
            title: run == nil ? "Environment" : "Environment and session",
            blocks: [
                .table(table("The machine and the program", machine)),
                .table(table("The session", session)),
            ] + shards + nullPair, place: .page)
    }

    private var shards: [Document.Block] {
        guard let run, let merged = run.merged, !merged.isEmpty else { return [] }
        return [.table(ShardTable(merged).table)]
    }

    private typealias Entry = (name: String, value: Reading<String>)

    private func table(_ caption: String, _ entries: [Entry]) -> Table {
        Table(
            caption: Prose(caption), columns: ["what", "value"],
            rows: entries.map { entry in
                let cell =
                    switch entry.value {
                    case .value(let value): Table.Cell(value)
                    case .unavailable(let reason): Table.Cell("not known: \(reason)", look: .absent)
                    }
                return Table.Row(header: entry.name, cells: [cell])
            }, isText: true)
    }

    private var machine: [Entry] {
        let environment = provenance.environment
        let (processor, kernel, system) = (environment.processor, environment.kernel, environment.system)
        return [
            ("processor", processor.model), ("microcode", processor.microcode),
            ("processors online", text(processor.online)), ("processors allowed", text(processor.allowed)),
            ("two threads per core", text(processor.simultaneousMultithreading)),
            ("governor", processor.governor), ("boost", text(processor.boost)),
            ("under a hypervisor", text(processor.hypervisorFlag)), ("product", processor.productName),
            ("system", system.name), ("kernel", system.kernelRelease), ("hardware", system.machine),
            ("C library", system.libcName), ("C library version", system.libcVersion),
            ("address space randomisation", text(kernel.randomizeVASpace)),
            ("perf_event_paranoid", text(kernel.perfEventParanoid)),
            ("most mappings per process", text(kernel.maxMapCount)), ("clock source", kernel.clockSource),
            ("transparent huge pages", kernel.transparentHugePages),
            ("stack limit", text(environment.process.stackSoftLimit)),
            ("commit", provenance.source.commit), ("uncommitted changes", text(provenance.source.isDirty)),
            ("configuration", .value(provenance.build.configuration)),
            ("measured modules", .value(provenance.build.measuredModules)),
            ("C compiler", .value(provenance.build.cCompiler)),
            ("Swift compiler", .value(provenance.build.swiftCompiler)),
            ("build id", provenance.build.buildID),
        ]
    }

    private var session: [Entry] {
        let (before, after) = (provenance.loadBefore, provenance.loadAfter)
        var entries: [Entry] = [
            ("command", .value(provenance.commandLine.joined(separator: " "))),
            ("seconds taken", .value("\(provenance.finishedAt &- provenance.startedAt)")),
            ("load average before", text(before.averages, \.oneMinute)),
            ("load average after", text(after.averages, \.oneMinute)),
            ("CPU pressure before, % of 10 s", text(before.cpuPressure, \.someAverage10)),
            ("CPU pressure after, % of 10 s", text(after.cpuPressure, \.someAverage10)),
        ]
        entries.append(("CPU quota, CPUs", quota(after)))
        if let run {
            entries += [
                ("processes per cell", .value("\(run.plan.measuredRounds.count)")),
                ("shard", .value(MergeSentence.part(run))),
                ("samples per process, at most", .value("\(run.plan.samples)")),
                ("seed", .value("\(run.plan.seed)")),
                (
                    "resolution",
                    run.resolution.map { .value(Quantity.time($0)) } ?? .unavailable("not measured")
                ),
                ("health", health(run)),
                ("CPU pressure, share of the session", share(run.health?.cpuPressure)),
                ("steal, share of the processors' time", share(run.health?.steal)),
                ("stopped by a CPU quota, share of its periods", throttling(run)),
                ("complete", .value(run.isComplete ? "yes" : "no: \(run.incompleteReason ?? "")")),
            ]
        }
        return entries
    }

    private func health(_ run: BenchResult) -> Reading<String> {
        guard let health = run.health else { return .unavailable("not recorded in this version") }
        return .value(health.isSick ? "sick: \(health.reasons.joined(separator: "; "))" : "healthy")
    }

    private func quota(_ load: SystemLoad) -> Reading<String> {
        switch load.cpuQuota {
        case .value(let quota)?: .value(quota.processors.map { Quantity.digits($0) } ?? "none")
        case .unavailable(let reason)?: .unavailable(reason)
        case nil: .unavailable("not recorded in this version")
        }
    }

    private func throttling(_ run: BenchResult) -> Reading<String> {
        (run.health?.throttling).map { text($0, \.share) } ?? .unavailable("not recorded in this version")
    }

    private func share(_ reading: Reading<Double>?) -> Reading<String> {
        reading.map { text($0) } ?? .unavailable("not recorded in this version")
    }

    /// A strategy against itself, workload by workload: what differs there is the session's doing.
    private var nullPair: [Document.Block] {
        guard let run else { return [] }
        guard let pair = run.nullPair else { return [.sentence("The null pair was not measured.")] }
        let all = [("all, pooled", pair.ratio)] + pair.workloads.map { ($0.workload, $0.ratio) }
        let table = Table(
            caption: """
                The null pair: a strategy's cost over its own, entered twice. 1 must be in the interval of all.
                """,
            columns: ["workload", "ratio", "95 % interval"],
            rows: all.map { name, ratio in
                Table.Row(
                    header: name,
                    cells: [Table.Cell(Quantity.digits(ratio.median, 4)), Table.Cell(interval(ratio))])
            })
        return [.folded("Null pair: \(pair.verdict.rawValue)", [.table(table)])]
    }

    private func interval(_ ratio: Estimate) -> String {
        guard let lower = ratio.lower, let upper = ratio.upper else { return ratio.reason ?? "none" }
        return "\(Quantity.digits(lower, 4)) to \(Quantity.digits(upper, 4))"
    }

    private func text<Value>(_ reading: Reading<Value>) -> Reading<String> { text(reading, \.self) }

    private func text<Value, Part>(
        _ reading: Reading<Value>, _ part: KeyPath<Value, Part>
    ) -> Reading<String> {
        switch reading {
        case .value(let value):
            switch value[keyPath: part] {
            case let flag as Bool: .value(flag ? "yes" : "no")
            case let number as Double: .value(Quantity.digits(number))
            case let limit as ResourceLimit: .value(limit.words)
            case let other: .value("\(other)")
            }
        case .unavailable(let reason): .unavailable(reason)
        }
    }
}

extension ResourceLimit {
    fileprivate var words: String {
        switch self {
        case .bytes(let bytes): Quantity.bytes(bytes)
        case .infinity: "none"
        }
    }
}
