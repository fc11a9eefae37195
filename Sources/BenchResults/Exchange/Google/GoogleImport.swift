import Cells
import FoundationEssentials
import SystemPackage

/// Reads Google Benchmark JSON, of `--benchmark_format=json` or `--benchmark_out`.
enum GoogleImport {
    private static let units = ["ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9]
    /// How the names of aggregates end in versions before 1.5, which have no `run_type`.
    private static let oldAggregates = ["_mean", "_median", "_stddev", "_cv", "_BigO", "_RMS"]

    /// Whether a document without a schema of ours is Google Benchmark's, judging by its members.
    static func claims(_ members: Set<String>) -> Bool {
        members.contains("context") || members.contains("benchmarks")
    }

    static func benchmarks(in text: Data, of path: FilePath) throws(StoreError) -> CollectedBenchmarks {
        let document: (value: GoogleDocument, lines: [Int])
        switch JSONGuard.decode(GoogleDocument.self, withWordsIn: text, linesOf: "benchmarks") {
        case .success(let decoded): document = decoded
        case .failure(let problem): throw .malformed(path: path, "nor Google Benchmark JSON: \(problem)")
        }
        var collected = CollectedBenchmarks()
        let runs = zip(document.value.benchmarks, document.lines).map { (run: $0, line: $1) }
        let names = GoogleNames(runs.map(\.run).filter { !isAggregate($0) })
        for (run, line) in runs {
            guard (run.runName ?? run.name).isPrintableName else {
                collected.passOver("line \(line): the name is empty, endless or not printable")
                continue
            }
            let name = names.name(of: run)
            let cell = document.value.isOurs ? CellID(run.runName ?? run.name) : nil
            if isAggregate(run) { continue }
            switch time(of: run) {
            case .success(let time): collected.add(name, time, cell: cell)
            case .failure(let problem): collected.lack(name, "line \(line): \(problem)", cell: cell)
            }
        }
        let single = Set(runs.filter { !isAggregate($0.run) }.map { $0.run.runName ?? $0.run.name })
        for (run, line) in runs where isAggregate(run) {
            let name = run.runName ?? withoutAggregate(run.name)
            if !single.contains(name), name.isPrintableName {
                collected.lackOnce(
                    name,
                    "line \(line): it has aggregates only: leave out --benchmark_report_aggregates_only")
            }
        }
        for remark in names.remarks { collected.passOver(remark) }
        return collected
    }

    private static func isAggregate(_ run: GoogleDocument.Run) -> Bool {
        if let type = run.runType { return type == "aggregate" }
        return oldAggregates.contains { run.name.hasSuffix($0) }
    }

    private static func withoutAggregate(_ name: String) -> String {
        oldAggregates.first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) } ?? name
    }

    private static func time(of run: GoogleDocument.Run) -> Result<Double, JSONProblem> {
        if run.errorOccurred == true { return .failure("it failed: \(run.errorMessage ?? "no message")") }
        if run.skipped == true {
            let message = [run.skipMessage, run.errorMessage].compactMap { $0 }.first { !$0.isEmpty }
            return .failure("it was skipped\(message.map { ": \($0)" } ?? "")")
        }
        guard let unit = units[run.timeUnit ?? "ns"] else {
            return .failure("the unit of time '\(run.timeUnit ?? "")' is none of ns, us, ms and s")
        }
        switch run.realTime {
        case .number(let time) where time > 0 && (time * unit).isFinite: return .success(time * unit)
        case .number(let time): return .failure("its real_time is \(time), not a finite time above 0")
        case .notANumber: return .failure("its real_time is not a finite number")
        case nil: return .failure("it has no real_time")
        }
    }
}
