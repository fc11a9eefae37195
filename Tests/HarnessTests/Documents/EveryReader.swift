import Cells
import FoundationEssentials
import MachineInspection
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults
@testable import Harness
@testable import Report

/// Everything that reads stored documents, tried on some. What a reader says of a file is what it says of the
/// document that was written into it.
enum EveryReader {
    private static let glossary = Glossary(
        verdicts: [(.ok, "as it ought to be"), (.faults([.lowTooLow]), "unnoticed"), (.hung, "no end")],
        scenarios: [("deep-first", 3)], strategies: ["fixed"])

    /// The document in a file, which is stored as it was.
    static func read<Stored: StoredDocument>(_ path: FilePath, as type: Stored.Type) throws -> Stored {
        let read = try ResultStore.read(path, as: type)
        #expect(try ResultStore.encode(read) == path.data(), "\(path) is read back as something else")
        guard case .stored(let any) = try MeasuredFile.read(path) else {
            Issue.record("\(path) is taken for another tool's")
            return read
        }
        if case .otherVersion = any { Issue.record("\(path) is not read") }
        return read
    }

    /// Two documents, of what was written and of what was read, are the same in every form, and show no control
    /// characters.
    static func expectSame(_ written: Document, _ read: Document) throws {
        let forms: [(String, (Document) -> String)] = [
            ("html", { $0.html(drawings: [:]) }), ("markdown", \.markdown),
            ("table", { $0.text(for: Terminal(hasColours: false, width: nil)) }),
            ("narrow table", { $0.text(for: Terminal(hasColours: false, width: 60)) }),
        ]
        for (form, render) in forms {
            let text = render(read)
            #expect(render(written) == text, "\(form)")
            let controls = text.unicodeScalars.filter {
                $0.properties.generalCategory == .control && $0 != "\n"
            }
            #expect(controls.isEmpty, "\(form) has \(controls)")
            #expect(!text.isEmpty, "\(form)")
        }
    }

    static func expectSame(_ written: [StoredResult], _ read: [StoredResult]) throws {
        func report(_ documents: [StoredResult]) -> Document {
            var input = ReportInput()
            for (index, document) in documents.enumerated() { input.add(document, named: "\(index).json") }
            return Report(input, glossary: glossary).document
        }
        try expectSame(report(written), report(read))
    }

    /// `bench report`, `compare`, `history`, `export` of a run, and a run with it as its baseline.
    static func check(_ path: FilePath, written: BenchResult) throws {
        let run = try read(path, as: BenchResult.self)
        try expectSame([.run(written)], [.run(run)])
        try expectSame(Document(written, glossary: glossary), Document(run, glossary: glossary))
        #expect(CSVReport(run).text == CSVReport(written).text)
        let priced = Set(
            run.cells.filter { !run.costs(of: $0).isEmpty && $0.nanosecondsPerCallback != nil }.map(\.id))
        for cell in run.cells {
            #expect((cell.status == .measured) == (cell.nanosecondsPerCallback != nil), "\(cell.name)")
            #expect(cell.status == .measured || cell.reason?.isEmpty == false, "\(cell.name): no reason")
        }
        try exports(run, priced, beside: path)
        try comparisons(path, run)
        let history = History(of: [("a.json", written), ("b.json", run)], commitOrder: [:]) {
            $0.kind == .strategy
        }
        #expect(history.cells.allSatisfy { $0.points.count == 2 && $0.changes.isEmpty })
        #expect(
            Set(history.cells.filter { $0.points[1].cost != nil }.map(\.name))
                == Set(run.cells.filter { $0.kind == .strategy && $0.status == .measured }.map(\.name)))
        _ = try ResultStore.encode(history)
        try expectSame(Document(history), Document(history))
    }

    /// What other tools get is read back with the same cells and numbers, or refused with a reason.
    private static func exports(_ run: BenchResult, _ priced: Set<CellID>, beside path: FilePath) throws {
        for format in ExportFormat.allCases {
            let export = try format.export(run)
            let file = FilePath("\(path).\(format.rawValue)")
            try file.write(export.text)
            guard format == .go || format == .google, !priced.isEmpty else {
                let error = #expect(throws: StoreError.self) { try MeasuredFile.read(file) }
                #expect(error.map { "\($0)".split(whereSeparator: \.isNewline).count } == 1)
                continue
            }
            guard case .imported(let imported) = try? MeasuredFile.read(file) else {
                let isNothing = run.cells.filter { priced.contains($0.id) }
                    .allSatisfy { run.costs(of: $0).allSatisfy { $0.cost <= 0 } }
                #expect(isNothing, "\(format) is not read back")
                continue
            }
            #expect(
                Set((imported.benchmarks.map(\.cell) + imported.withoutTime.map(\.cell))) == priced,
                "\(format)")
            for benchmark in imported.benchmarks {
                let cell = try #require(run.cells.first { $0.id == benchmark.cell })
                #expect(
                    benchmark.nanoseconds == run.costs(of: cell).map(\.cost).filter { $0 > 0 }, "\(format)")
            }
        }
    }

    private static func comparisons(_ path: FilePath, _ run: BenchResult) throws {
        let side = try StoredSide.read(path.string, CellFilter())
        let baseline = ComparableSide(run, label: "this run")
        let comparison = try StoredSide.compare(side, baseline, ComparisonRules())
        #expect(!comparison.hasRegression)
        let isMeasured = side.cells.reduce(0) { $0 + $1.costs.count } > 1
        let possible: Set<ComparisonVerdict> = [
            .noChange, .notComparable, isMeasured ? .noChange : .inconclusive,
        ]
        #expect(comparison.rows.allSatisfy { possible.contains($0.verdict) }, "against itself")
        let file = FilePath("\(path).comparison")
        try ResultStore.write(comparison, to: file)
        try check(file, written: comparison)
    }

    /// `bench report`, and `bench compare` of one file.
    static func check(_ path: FilePath, written: ResultComparison) throws {
        let comparison = try read(path, as: ResultComparison.self)
        try expectSame([.comparison(written)], [.comparison(comparison)])
        for onlyChanges in [false, true] {
            try expectSame(
                Document(written, onlyChanges: onlyChanges), Document(comparison, onlyChanges: onlyChanges))
        }
        #expect(ComparisonCSV(comparison).text == ComparisonCSV(written).text)
        #expect(comparison.hasRegression == written.hasRegression)
        #expect(throws: UsageError.self) { try StoredSide.read(path.string, CellFilter()) }
    }

    /// `bench report`, `bench compare`, and the verdicts on record.
    static func check(_ path: FilePath, written: CheckResult) throws {
        let check = try read(path, as: CheckResult.self)
        try expectSame([.check(written)], [.check(check)])
        try expectSame(Document(written, glossary: glossary), Document(check, glossary: glossary))
        #expect(check.cells.allSatisfy { !$0.reason.isEmpty }, "no reason")
        for cell in check.cells {
            #expect(
                !cell.reason.unicodeScalars.contains { $0.properties.generalCategory == .control },
                "\(cell.name): \(cell.reason)")
        }
        let side = try StoredSide.read(path.string, CellFilter())
        let record = FilePath("\(path).record")
        var expectations = Expectations()
        expectations.record(check.cells)
        try ResultStore.write(expectations, to: record)
        let recorded = try read(record, as: Expectations.self)
        #expect(recorded.difference(from: check.cells).deviations.isEmpty)
        try expectSame([.record(expectations)], [.record(recorded)])
        guard !side.verdicts.isEmpty else { return }
        let comparison = try StoredSide.compare(
            side, try StoredSide.read(record.string, CellFilter()), ComparisonRules())
        #expect(comparison.safetyChanges.isEmpty)
        #expect(comparison.safetyVerdictsCompared == side.verdicts.values.reduce(0) { $0 + $1.count })
    }
}
