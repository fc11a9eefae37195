import Cells
import FoundationEssentials
import MachineInspection
import Statistics

/// What a history needs of a result: some 12 KB of a megabyte.
public struct ResultDigest: Sendable {
    /// Full commit id, or why it is not known.
    let commit: Reading<String>
    /// Whether what the program is built from differed from the commit.
    let isDirty: Reading<Bool>
    /// Start, in seconds since 1970 UTC.
    let startedAt: Int
    /// Why the session is sick; empty when it is not.
    let sickness: [String]
    /// What must be equal for costs to be comparable. Hardly different from one result to the next, and so shared.
    let circumstances: Shared<[ComparableSide.Circumstance]>
    /// The cells, in the order of the table; shared as well.
    let cells: Shared<[Cell]>
    /// What intervals rest on; shared as well.
    let bases: Shared<[Basis]>

    /// A cell, without what was measured.
    public struct Cell: Codable, Sendable {
        /// Name of the workload.
        public let workload: String
        /// Label of the row.
        public let subject: String
        /// Kind of the row.
        public let kind: Subject.Kind
        /// Version of what the workload measures; nil where the result does not say.
        let version: Int?

        /// `workload:row`, as filters name a cell.
        public var name: String { id.description }
        var id: CellID { CellID(workload: workload, label: subject) }
    }

    /// What an estimate has beside its numbers.
    struct Basis: Codable, Hashable, Sendable {
        let coverage: Double?
        let count: Int
        let reason: String?

        init(_ estimate: Estimate) {
            (coverage, count, reason) = (estimate.coverage, estimate.count, estimate.reason)
        }
    }

    /// What many results have in common.
    final class Shared<Value: Sendable>: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    /// What was measured in one cell: 32 bytes.
    package struct Measurement: Sendable, Equatable {
        let status: CellResult.Status
        /// Place of what the interval rests on; nil when there is no cost.
        let basis: Int?
        /// Nanoseconds.
        let median: Double
        let lower: Double?
        let upper: Double?

        /// The cost of a callback in nanoseconds; nil when there is none.
        func cost(_ bases: [Basis]) -> Estimate? {
            guard let basis else { return nil }
            return Estimate(
                median: median, lower: lower, upper: upper, coverage: bases[basis].coverage,
                count: bases[basis].count, reason: bases[basis].reason)
        }
    }

    /// A result's digest, and what was measured in each of its cells.
    static func of(_ result: BenchResult) -> (digest: ResultDigest, measurements: [Measurement]) {
        var bases: [Basis] = []
        var places: [Basis: Int] = [:]
        let measurements = result.cells.map { cell in
            let cost = cell.nanosecondsPerCallback
            let basis = cost.map { cost -> Int in
                let basis = Basis(cost)
                if places[basis] == nil {
                    places[basis] = bases.count
                    bases.append(basis)
                }
                return places[basis] ?? 0
            }
            return Measurement(
                status: cell.status, basis: basis, median: cost?.median ?? .nan, lower: cost?.lower,
                upper: cost?.upper)
        }
        let versions = Dictionary(
            result.workloads.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
        let source = result.provenance.source
        let digest = ResultDigest(
            commit: source.commit, isDirty: source.isDirty, startedAt: result.provenance.startedAt,
            sickness: result.reasonsForSickness,
            circumstances: Shared(ComparableSide.circumstances(of: result)),
            cells: Shared(
                result.cells.map { cell in
                    Cell(
                        workload: cell.workload, subject: cell.subject, kind: cell.kind,
                        version: versions[cell.workload])
                }), bases: Shared(bases))
        return (digest, measurements)
    }

    /// The machine, by what tells one from another in a result: its processor, and how many of them there are.
    var machine: String { ComparableSide.machine(circumstances.value) }
}
