import Cells
import ChildProtocol
import FoundationEssentials
import Statistics
import SystemPackage
import Testing

@testable import BenchResults

/// Numbers that are well formed and that nothing measured: what reads them says so, or copes.
@Suite("Extreme values")
struct ExtremeValueTests {
    /// A ratio of finite numbers is infinite, which JSON does not have.
    @Test(arguments: [(1e308, 1e-300), (1e-300, 1e308)])
    func ratiosThatNoDoubleHolds(old: Double, new: Double) throws {
        func side(_ cost: Double) -> ComparableSide {
            let cell = ComparableSide.Cell(
                .init(workload: "a", label: ""), costs: Array(repeating: cost, count: 6))
            return ComparableSide(label: "side", cells: [cell])
        }
        let comparison = ResultComparison(stored: side(old), side(new), rules: ComparisonRules())
        #expect(comparison.rows[0].verdict == .inconclusive)
        #expect(comparison.rows[0].reason == "the costs are too far apart, or too large, for a ratio")
        #expect(throws: Never.self) { try ResultStore.encode(comparison) }
    }

    private func json<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private func function(_ instructions: UInt64, _ callbacks: UInt64) -> FunctionCost {
        FunctionCost(
            name: "a", symbol: "a", object: "o", instructions: instructions, callbacks: callbacks)
    }

    /// What is left of a cell that contradicts itself says why, and has no numbers to trip over.
    @Test func cellsThatContradictThemselves() throws {
        func latency(_ batch: Int, max: Double, _ histogram: String = "") throws -> CellLatency {
            try json(
                """
                {"batch": \(batch), "clockCost": 1, "count": 1, "processes": 1, "max": \(max), "histogram": "\(histogram)"}
                """)
        }
        let changes: [(change: (inout CellResult) throws -> Void, reason: String)] = [
            ({ $0.functions = [function(.max, 1)] }, "more instructions or callbacks than can be counted"),
            ({ $0.functions = [function(1 << 53, 1), function(1, 1)] }, "more instructions or callbacks"),
            ({ $0.functions = [function(1, 0)] }, "more instructions or callbacks than can be counted"),
            (
                {
                    $0.counters = [
                        try json(#"{"name": "a", "isScaled": false, "exact": {"count": 5, "callbacks": 0}}"#)
                    ]
                }, "counts over 0 callbacks"
            ),
            ({ $0.latency = try latency(0, max: 1) }, "its batches have 0 callbacks"),
            ({ $0.latency = try latency(1, max: -1) }, "less than no time"),
            ({ $0.latency = try latency(1, max: 1, "a,\u{202E}b") }, "its histogram is not base64"),
        ]
        let result = try RealResult.small()
        let index = try #require(result.cells.indices.first { result.cells[$0].status == .measured })
        for (change, reason) in changes {
            var changed = result
            try change(&changed.cells[index])
            let read: BenchResult = try ResultStore.decode(try ResultStore.encode(changed), of: "file")
            let cell = read.cells[index]
            #expect(cell.status == .failed)
            #expect(cell.reason?.contains(reason) == true, "\(cell.reason ?? "")")
            #expect(cell.functions == nil && cell.counters.isEmpty && cell.latency == nil)
        }
    }

    /// The counts of 16 processes would add up to more than 64 bits hold.
    @Test func countsOfLatencyThatCannotBeAdded() {
        let counts = (0..<17).map { _ in
            LatencyCounts(nanoseconds: [1], counts: [1 << 60], batch: 1)
        }
        #expect(CellLatency(counts, callbacksPerIteration: 1) == nil)
    }

    @Test func moreThanAReportCanShowIsRefused() throws {
        var result = try RealResult.small()
        for number in 0..<200 {
            result.strategies.append(.init(name: "s\(number)", version: 1, rule: "", source: ""))
        }
        #expect(result.problem?.hasSuffix("strategies") == true)
    }

    @Test func moreBenchmarksThanCanBeComparedAreRefused() throws {
        let text = (0...100_000).map { "BenchmarkA\($0) 1 5 ns/op\n" }.joined()
        let error = try #require(throws: StoreError.self) {
            _ = try ImportedBenchmarks(text: Data(text.utf8), of: "file")
        }
        #expect("\(error)".contains("it has 100001 benchmarks"))
    }
}

extension LatencyCounts {
    fileprivate init(nanoseconds: [UInt64], counts: [UInt64], batch: UInt64) {
        let text =
            #"{"batch": \#(batch), "clockCost": 1, "nanoseconds": \#(nanoseconds), "counts": \#(counts)}"#
        do {
            self = try JSONDecoder().decode(LatencyCounts.self, from: Data(text.utf8))
        } catch {
            fatalError("\(error)")
        }
    }
}
