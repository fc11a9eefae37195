import Cells
import FoundationEssentials
import Statistics
import Testing

@testable import BenchResults

@Suite("Verdicts of a comparison")
struct ComparisonJudgeTests {
    private let rules = ComparisonRules(alpha: 0.05, threshold: 0.01)

    private func pairs(_ ratios: [Double]) -> [CostPair] { ratios.map { CostPair(old: 100, new: 100 * $0) } }

    private func row(_ evidence: ComparisonEvidence, withheld: String? = nil) throws -> ComparisonRow {
        try #require(
            ComparisonJudge(rules, withheld: withheld).rows([
                .init(CellID(workload: "w", label: "s"), evidence: evidence)
            ]).first)
    }

    /// Twenty rounds, all on one side of the threshold or within it.
    @Test(arguments: [
        (1.02, ComparisonVerdict.slower), (0.98, .faster), (1.005, .noChange), (0.995, .noChange),
        (1.0100001, .slower), (0.99, .faster), (1.0099, .noChange),
    ])
    func fixedRatio(ratio: Double, verdict: ComparisonVerdict) throws {
        let measured = pairs((0..<20).map { ratio * (1 + Double($0) * 1e-9) })
        let row = try row(.paired(screening: measured, confirmation: measured))
        #expect(row.verdict == verdict)
        #expect(try #require(row.ratio).count == 20)
    }

    /// What was seen while many cells were looked at is no finding.
    @Test func screeningAloneNeverDecides() throws {
        let measured = pairs(Array(repeating: 1.5, count: 40))
        #expect(try row(.paired(screening: measured, confirmation: [])).verdict == .inconclusive)
        let still = pairs(Array(repeating: 1.001, count: 40))
        #expect(try row(.paired(screening: still, confirmation: [])).verdict == .noChange)
    }

    /// What executes the same on both sides is no finding, whatever time says, and not undecided either.
    @Test(arguments: [1.5, 1.001, 0.5])
    func sameCode(ratio: Double) throws {
        let measured = pairs(Array(repeating: ratio, count: 40))
        for confirmation in [[], measured] {
            let row = try #require(
                ComparisonJudge(rules).rows([
                    .init(
                        CellID(workload: "w", label: "s"),
                        evidence: .paired(screening: measured, confirmation: confirmation),
                        cause: ComparisonCause(.sameCode))
                ]).first)
            #expect(row.verdict == (ratio == 1.001 ? .noChange : .sameCode))
            #expect(!row.verdict.isRegression && !row.verdict.isChange)
            #expect((row.reason != nil) == (row.verdict == .sameCode && !confirmation.isEmpty))
        }
    }

    /// Other causes leave the verdict to time.
    @Test(arguments: ComparisonCause.Kind.allCases.filter { $0 != .sameCode })
    func otherCauses(kind: ComparisonCause.Kind) throws {
        let measured = pairs(Array(repeating: 1.5, count: 40))
        let row = try #require(
            ComparisonJudge(rules).rows([
                .init(
                    CellID(workload: "w", label: "s"),
                    evidence: .paired(screening: measured, confirmation: measured),
                    cause: ComparisonCause(kind))
            ]).first)
        #expect(row.verdict == .slower)
        #expect(row.cause?.kind == kind)
    }

    /// A suspect that was slower must be slower again, not faster.
    @Test func whatDoesNotRecurIsNoFinding() throws {
        let (up, down) = (pairs(Array(repeating: 1.1, count: 12)), pairs(Array(repeating: 0.9, count: 20)))
        let row = try row(.paired(screening: up, confirmation: down))
        #expect(row.verdict == .inconclusive)
        #expect(row.reason?.contains("did not recur") == true)
    }

    /// By hand: 14 of 14 rounds have p = 2 / 2^14 = 0.000122; among 410 cells that need a fresh look Holm's
    /// correction makes it 0.05005, above alpha; among 400 it is 0.0488.
    @Test(arguments: [(400, ComparisonVerdict.slower), (410, .inconclusive)])
    func correctsForTheNumberOfCells(cells: Int, verdict: ComparisonVerdict) {
        let changed = pairs(Array(repeating: 1.1, count: 14))
        let mixed = pairs((0..<14).map { $0.isMultiple(of: 2) ? 1.1 : 0.9 })
        let cases = (0..<cells).map { index in
            ComparisonJudge.Case(
                CellID(workload: "w\(index)", label: "s"),
                evidence: .paired(
                    screening: index == 7 ? changed : mixed, confirmation: index == 7 ? changed : mixed))
        }
        let rows = ComparisonJudge(rules).rows(cases)
        #expect(rows[7].verdict == verdict)
        #expect(rows.count { $0.verdict == .slower } == (verdict == .slower ? 1 : 0))
    }

    /// By hand: complete separation of 4 and 4 has p = 2/70 = 0.029, of 3 and 3 0.1, which is never enough.
    @Test func fewValuesCannotDecideAndSaySo() throws {
        let four = try row(.unpaired(old: [10, 11, 12, 13], new: [20, 21, 22, 23]))
        #expect(four.verdict == .slower)
        #expect(abs(try #require(four.pValue) - 2.0 / 70) < 1e-12)
        #expect(four.statistic == .exactMannWhitney)
        let three = try row(.unpaired(old: [10, 11, 12], new: [20, 21, 22]))
        #expect(three.verdict == .inconclusive)
        #expect(three.reason?.contains("so few processes") == true)
        let back = try row(.unpaired(old: [20, 21, 22, 23], new: [10, 11, 12, 13]))
        #expect(back.verdict == .faster)
    }

    /// A count is compared as it is, one instruction in a million too.
    @Test func countsNeedNoStatistics() throws {
        #expect(try row(.counts(old: 1_000_000, new: 1_000_001)).verdict == .slower)
        #expect(try row(.counts(old: 17, new: 16)).verdict == .faster)
        let same = try row(.counts(old: 17, new: 17))
        #expect(same.verdict == .noChange && same.pValue == nil)
    }

    @Test func aSickSessionHasNoVerdictOnTime() throws {
        let measured = pairs(Array(repeating: 1.5, count: 40))
        let sick = try row(.paired(screening: measured, confirmation: measured), withheld: "noise")
        #expect(sick.verdict == .inconclusive)
        #expect(sick.reason == "withheld: noise")
        let counts = ComparisonJudge(rules, withheld: "noise").rows([
            .init(
                CellID(workload: "w", label: "s"), measure: .counter("calls"),
                evidence: .counts(old: 1, new: 2))
        ])
        #expect(counts[0].verdict == .slower, "counts do not mind noise")
        let dead = try row(.settled(.newlyDied, reason: "died", old: 1, new: nil), withheld: "noise")
        #expect(dead.verdict == .newlyDied && dead.verdict.isRegression)
    }

    @Test func emptyEvidenceIsInconclusive() throws {
        #expect(try row(.paired(screening: [], confirmation: [])).verdict == .inconclusive)
        #expect(try row(.unpaired(old: [], new: [1])).verdict == .inconclusive)
    }

    /// The ratios 1.21 and 1 have the mean 1.1.
    @Test func geometricMeanIsOverWorkloads() throws {
        let six = { (ratio: Double) in self.pairs(Array(repeating: ratio, count: 6)) }
        let rows = ComparisonJudge(rules).rows([
            .init(
                CellID(workload: "a", label: "s"), evidence: .paired(screening: six(1.21), confirmation: [])),
            .init(CellID(workload: "b", label: "s"), evidence: .paired(screening: six(1), confirmation: [])),
            .init(
                CellID(workload: "a", label: "alone"), evidence: .paired(screening: six(2), confirmation: [])),
        ])
        let means = GeometricMean.all(rows)
        #expect(means.map(\.subject) == ["s"])
        #expect(abs(means[0].ratio.median - 1.1) < 1e-12)
        #expect(means[0].workloads == 2)
        #expect(means[0].ratio.lower == nil && means[0].ratio.reason != nil)
    }

    /// What decided the rows decides their mean, whatever the first rounds said and however many rounds
    /// each row has.
    @Test func geometricMeanLiesBetweenItsRows() throws {
        let many = { (ratio: Double, count: Int) in self.pairs(Array(repeating: ratio, count: count)) }
        let rows = ComparisonJudge(rules).rows([
            .init(
                CellID(workload: "a", label: "s"),
                evidence: .paired(screening: many(0.9, 6), confirmation: many(1.0015, 40))),
            .init(
                CellID(workload: "b", label: "s"),
                evidence: .paired(screening: many(0.95, 9) + many(1.0043, 20), confirmation: [])),
        ])
        let ratios = rows.compactMap(\.ratio?.median)
        let mean = try #require(GeometricMean.all(rows).first).ratio.median
        #expect(ratios.count == 2 && mean >= ratios[0] && mean <= ratios[1])
    }

    /// The texts are those of results that are stored already.
    @Test func measureAndStatisticHaveTheTextsOfTheSchema() throws {
        let measures: [ComparisonRow.Measure] = [.time, .counter("calls")]
        let json = try JSONEncoder().encode(measures)
        #expect(String(decoding: json, as: UTF8.self) == #"["time","calls"]"#)
        #expect(try JSONDecoder().decode([ComparisonRow.Measure].self, from: json) == measures)
        let statistics = try [
            "none", "exact count", "sign test, paired by round", "exact Mann-Whitney",
            "Mann-Whitney, normal approximation",
        ].map { try #require(ComparisonRow.Statistic(rawValue: $0)) }
        #expect(Set(statistics).count == 5)
    }
}
