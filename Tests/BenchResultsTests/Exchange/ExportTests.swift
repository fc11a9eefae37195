import Cells
import ChildProtocol
import FoundationEssentials
import MachineInspection
import Statistics
import SystemPackage
import Testing

@testable import BenchResults

/// What other tools get of a real result.
@Suite("Export")
struct ExportTests {
    /// What goes out and comes in again is what each process measured.
    @Test(arguments: [ExportFormat.go, .google])
    func roundTrip(format: ExportFormat) throws {
        let result = try RealResult.small()
        let export = try format.export(result)
        let read = try ImportedBenchmarks(text: Data(export.text.utf8), of: "export")
        let measured = result.cells.filter { $0.status == .measured }
        #expect(measured.count >= 3)
        #expect(read.benchmarks.count == measured.count && read.remarks.isEmpty)
        for (benchmark, cell) in zip(read.benchmarks, measured) {
            #expect(benchmark.nanoseconds == result.costs(of: cell).map(\.cost))
            #expect(benchmark.cell == cell.id)
        }
    }

    /// Cells that died have no cost: they are left out, and the export says so.
    @Test(arguments: ExportFormat.allCases)
    func theDeadAreLeftOut(format: ExportFormat) throws {
        let result = try RealResult.small()
        #expect(result.cells.contains { $0.subject == "fixed" && $0.status == .died })
        let export = try format.export(result)
        if format == .csv {
            #expect(export.remarks.isEmpty && export.text.contains("fixed,strategy,died"))
        } else {
            #expect(export.remarks.count == 1)
            #expect(export.remarks[0].hasPrefix("coroutine/64/assembly:fixed is left out: died: morestack"))
        }
    }

    /// Every line is of one of the kinds that the format has, by its own rules.
    @Test func goLines() throws {
        let lines = try ExportFormat.go.export(RealResult.small()).text.split(separator: "\n")
        let key = /[a-z][^ A-Z:]*: .+/
        let unit = /Unit [^ ]+\/op better=lower( assume=exact)?/
        let benchmark =
            /Benchmark[A-Z][^ \t]*-[0-9]+\t[1-9][0-9]*\t[0-9.e+-]+ ns\/op(\t[0-9.e+-]+ [^ \t]+\/op)*/
        for line in lines where !line.hasPrefix("#") {
            let isKnown =
                line.wholeMatch(of: key) != nil || line.wholeMatch(of: unit) != nil
                || line.wholeMatch(of: benchmark) != nil
            #expect(isKnown, "\(line)")
        }
        #expect(lines.contains { $0.hasPrefix("goarch: amd64") })
        let commit = try #require(try RealResult.small().provenance.source.commit.value)
        #expect(lines.contains { $0.hasPrefix("# commit \(commit.prefix(12))") })
        #expect(lines.count { $0.contains(" system-calls/op") && $0.hasPrefix("Benchmark") } == 4)
    }

    @Test func bencherHasValuesAndIntervals() throws {
        typealias Document = [String: [String: [String: Double]]]
        let result = try RealResult.small()
        let text = try ExportFormat.bencher.export(result).text
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        let cell = try #require(result.cells.first { $0.subject == "uncached" })
        let latency = try #require(document[cell.name]?["latency"])
        #expect(latency["value"] == cell.nanosecondsPerCallback?.median)
        #expect(latency["lower_value"] == cell.nanosecondsPerCallback?.lower)
        #expect(latency["upper_value"] == cell.nanosecondsPerCallback?.upper)
        #expect(document[cell.name]?["system-calls"]?["value"] == 9)
        #expect(document[cell.name]?["queries"] == ["value": 0])
    }

    /// Names with spaces, equal signs and a trailing number keep their row apart from Go's suffix.
    @Test func goNames() throws {
        var cell = try #require(RealResult.small().cells.first)
        cell = CellResult(CellID(workload: "thread", subject: .twin("clamp-2")), status: .measured)
        #expect(ExportedName.go(cell) == "BenchmarkThread/row=clamp-2_(twin)")
        #expect(ExportedName.cell(go: "Thread/row=clamp-2_(twin)") == cell.id)
        #expect(ExportedName.cell(go: "Thread/row=a_(b)")?.subject == .strategy("a_(b)"))
        #expect(ExportedName.cell(go: "Thread/x") == nil)
    }
}
