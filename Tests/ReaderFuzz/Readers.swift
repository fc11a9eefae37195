import BenchResults
import Cells
import Harness
import MachineInspection
import PerfCounters
import Report
import SystemPackage

/// Everything that reads a file, one after the other, on one file; what is read is written in every form.
struct Readers {
    private let run: BenchResult
    private let sweep: BenchResult
    private let check: CheckResult
    private let go: ImportedBenchmarks
    private static let glossary = Glossary(verdicts: [(.ok, "fine")], scenarios: [], strategies: ["fixed"])
    private static let plain = Terminal(hasColours: false, width: nil)
    private static let narrow = Terminal(hasColours: true, width: 80)

    /// - Parameter seeds: a folder of documents that are well formed.
    /// - Throws: why one of them cannot be read.
    init(seeds: FilePath) throws {
        run = try ResultStore.read(seeds.appending("run.json"))
        sweep = try ResultStore.read(seeds.appending("sweep.json"))
        check = try ResultStore.read(seeds.appending("check.json"), as: CheckResult.self)
        go = try ImportedBenchmarks(reading: seeds.appending("export.go.txt"))
    }

    /// Reads a file of a kind.
    ///
    /// - Returns: how many readers took it.
    func read(_ path: FilePath, _ kind: Seed.Kind, _ text: [UInt8], to outputs: inout Outputs) -> Int {
        switch kind {
        case .journal: resume(path, &outputs)
        case .callgrind: profile(text, &outputs)
        case .trace: trace(path, &outputs)
        case .document:
            [compare, report, use, showComparison, expect, play].reduce(0) { $0 + $1(path, &outputs) }
        }
    }

    /// What `bench compare` does.
    private func compare(_ path: FilePath, _ outputs: inout Outputs) -> Int {
        attempt(&outputs) { outputs in
            let side: ComparableSide
            switch try MeasuredFile.read(path) {
            case .imported(let benchmarks): side = ComparableSide(benchmarks, label: "mutant")
            case .stored(.run(let result)): side = ComparableSide(result, label: "mutant")
            case .stored(.merged(let all)): side = ComparableSide(all.machines[1], label: "mutant")
            case .stored(.check(let result)): side = ComparableSide(result, label: "mutant")
            case .stored(.record(let record)):
                side = ComparableSide(label: "mutant", verdicts: record.verdicts)
            case .stored(.comparison), .stored(.otherVersion): return
            }
            let others = [ComparableSide(run, label: "run"), ComparableSide(go, label: "go")]
            for other in side.cells.isEmpty ? [ComparableSide(check, label: "check")] : others {
                show(ResultComparison(stored: other, side, rules: ComparisonRules(isForced: true)), &outputs)
            }
            show(ResultComparison(stored: side, side, rules: ComparisonRules()), &outputs)
        }
    }

    /// What `bench report` does.
    private func report(_ path: FilePath, _ outputs: inout Outputs) -> Int {
        attempt(&outputs) { outputs in
            let document = try ResultStore.readAny(path)
            show(report(of: [document]), &outputs)
            show(report(of: [document, .run(run), .run(sweep), .check(check)]), &outputs)
        }
    }

    private func report(of documents: [StoredResult]) -> Report {
        var input = ReportInput()
        for (index, document) in documents.enumerated() { input.add(document, named: "result \(index)") }
        return Report(input, glossary: Self.glossary)
    }

    private func show(_ report: Report, _ outputs: inout Outputs) {
        outputs.html(report.document.html)
        outputs.markdown(report.document.markdown)
        for figure in report.figures { outputs.gnuplot(figure.script) }
        show(report.document, &outputs)
    }

    func show(_ document: Document, _ outputs: inout Outputs) {
        outputs.terminal(document.text(for: Self.plain), "table")
        outputs.colours(document.text(for: Self.narrow), "coloured table")
    }

    /// What `bench export`, `bench history` and `bench run --baseline` do.
    private func use(_ path: FilePath, _ outputs: inout Outputs) -> Int {
        attempt(&outputs) { outputs in
            _ = try? ResultStore.header(of: path)
            try show(try ResultStore.read(path, as: BenchResult.self), &outputs)
        }
    }

    private func show(_ result: BenchResult, _ outputs: inout Outputs) throws {
        for format in ExportFormat.allCases {
            let export = try format.export(result)
            for remark in export.remarks { outputs.terminal(remark, "remark") }
            switch format {
            case .go:
                let costs = result.cells.filter { $0.nanosecondsPerCallback != nil }.map(result.costs)
                outputs.go(export.text, results: costs.map(\.count).reduce(0, +))
            case .csv: outputs.csv(export.text)
            case .openmetrics: outputs.terminal(export.text, "openmetrics")
            case .google, .bencher: outputs.json(export.text, "\(format)")
            }
        }
        outputs.json(String(decoding: try ResultStore.encode(result), as: UTF8.self), "json")
        outputs.terminal(LatencyLog(result).text, "latency log")
        let history = History(of: [("a", run), ("b", result), ("c", run)], commitOrder: [:]) { _ in true }
        show(Document(history), &outputs)
        outputs.json(String(decoding: try ResultStore.encode(history), as: UTF8.self), "history")
        let record = Expectations(verdicts: [:])
        show(
            Document(
                result, hasPareto: true, record: Named(name: "record", document: record), hasBreakdown: true,
                glossary: Self.glossary), &outputs)
    }

    /// What `bench compare` does with one argument.
    private func showComparison(_ path: FilePath, _ outputs: inout Outputs) -> Int {
        attempt(&outputs) { show(try ResultStore.read(path, as: ResultComparison.self), &$0) }
    }

    private func show(_ comparison: ResultComparison, _ outputs: inout Outputs) {
        let document = Document(comparison)
        show(document, &outputs)
        outputs.markdown(document.markdown)
        outputs.csv(ComparisonCSV(comparison).text)
        do {
            outputs.json(String(decoding: try ResultStore.encode(comparison), as: UTF8.self), "comparison")
        } catch {
            outputs.complain("comparison", "it cannot be written: \(error)")
        }
    }

    /// What `bench check` does with the verdicts on record.
    private func expect(_ path: FilePath, _ outputs: inout Outputs) -> Int {
        attempt(&outputs) { outputs in
            let record = try ResultStore.read(path, as: Expectations.self)
            let difference = record.difference(from: check.cells)
            for line in difference.deviations + difference.missing { outputs.terminal(line, "difference") }
        }
    }

    /// What `bench check --scenario-file` does before it plays them.
    private func play(_ path: FilePath, _ outputs: inout Outputs) -> Int {
        attempt(&outputs) { outputs in
            for name in try ScenarioFile.names(of: [path.string]) { outputs.terminal(name, "scenario") }
        }
    }

    /// What `bench run --resume` does.
    private func resume(_ path: FilePath, _ outputs: inout Outputs) -> Int {
        attempt(&outputs) { outputs in
            let (header, records) = try Journal.read(path)
            let workloads = run.workloads
            let result = BenchResult(
                isComplete: true, incompleteReason: nil, provenance: header.provenance, plan: header.plan,
                strategies: run.strategies, workloads: workloads, floor: run.floor,
                assembler: CellAssembler(
                    plan: header.plan, floor: run.floor,
                    callbacksPerIteration: Dictionary(
                        workloads.map { ($0.name, $0.callbacksPerIteration) }, uniquingKeysWith: { $1 }),
                    records: records))
            try show(try ResultStore.checked(result, for: path).document, &outputs)
        }
    }

    /// What exact counts do with callgrind's file.
    private func profile(_ text: [UInt8], _ outputs: inout Outputs) -> Int {
        attempt(&outputs) { _ in
            let profile = try CallgrindProfile(parsing: String(decoding: text, as: UTF8.self))
            let measurement = ExactMeasurement([.init(once: profile, twice: profile)])
            for counter in [.instructions] + CallgrindCounter.caches + CallgrindCounter.branches {
                _ = measurement.reading(of: counter)
            }
            _ = (measurement.functions(), measurement.calls(of: "sbs_body_plain"))
        }
    }

    private func attempt(_ outputs: inout Outputs, _ body: (inout Outputs) throws -> Void) -> Int {
        do {
            try body(&outputs)
            return 1
        } catch let error as StoreError {
            outputs.message(error)
        } catch let error as UsageError {
            outputs.message(error)
        } catch is CallgrindProfile.ParsingError {
            // A reason in a result, which is escaped where that is shown.
        } catch {
            // The program would end with exit status 1.
            outputs.complain("error", "no StoreError: \(error)".prefix(300).description)
        }
        return 0
    }
}
