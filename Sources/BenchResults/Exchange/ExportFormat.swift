import Cells
import Statistics
public import SystemPackage

/// The forms in which other tools get a result.
public enum ExportFormat: String, CaseIterable, Sendable {
    /// Go benchmark text, which benchstat reads.
    case go
    /// Google Benchmark JSON, which its `compare.py` reads.
    case google
    /// Bencher Metric Format, which `bencher run --adapter json` reads.
    case bencher
    /// One line per cell (RFC 4180).
    case csv
    /// OpenMetrics text, which Prometheus reads.
    case openmetrics

    /// The document in this form. Of several machines it is taken by the forms that keep them apart.
    ///
    /// - Throws: `StoreError` that names the file, for a document that has no place in it.
    public func export(_ document: StoredResult, of file: FilePath) throws -> Export {
        switch document {
        case .run(let result): return try export(result)
        case .merged(let merged):
            let parts = zip(merged.machines, merged.machineNames)
            switch self {
            case .csv: return Export(text: CSVReport.text(of: merged), remarks: [])
            case .go:
                let exports = parts.map { GoExport($0, machine: $1).export }
                return Export(
                    text: exports.map(\.text).joined(separator: "\n"), remarks: exports.flatMap(\.remarks))
            case .google, .bencher, .openmetrics:
                throw StoreError.severalMachines(path: file, merged.machineNames)
            }
        default: return try export(try ResultStore.read(file))
        }
    }

    /// The result in this form.
    public func export(_ result: BenchResult) throws -> Export {
        switch self {
        case .go: GoExport(result).export
        case .google: try GoogleExport(result).export
        case .bencher: try BencherExport(result).export
        case .openmetrics: OpenMetricsExport(result).export
        case .csv: Export(text: CSVReport(result).text, remarks: [])
        }
    }
}

/// A result in the form of another tool.
public struct Export: Sendable, Equatable {
    /// The document.
    public let text: String
    /// What it lacks, and why; one line each.
    public let remarks: [String]
}

extension BenchResult {
    /// The cells that have a cost, with what each process measured, and a line for each cell that has none.
    var exported: (cells: [ExportedCell], leftOut: [String]) {
        var cells: [ExportedCell] = []
        var leftOut: [String] = []
        for cell in self.cells {
            let costs = costs(of: cell)
            if let estimate = cell.nanosecondsPerCallback, !costs.isEmpty {
                let rounds = Set(costs.map(\.round))
                let callbacks = UInt64(callbacksPerIteration(of: cell.workload))
                cells.append(
                    ExportedCell(
                        cell: cell, estimate: estimate, costs: costs.map(\.cost),
                        callbacks: cell.replicates.filter { rounds.contains($0.round) }.map {
                            (cell.iterations(of: $0) ?? 1) * callbacks
                        }))
            } else {
                let reason = cell.reason ?? "no reason given"
                leftOut.append(Legible.text("\(cell.name) is left out: \(cell.status.rawValue): \(reason)"))
            }
        }
        return (cells, leftOut)
    }
}

/// A cell that has something to export.
struct ExportedCell {
    let cell: CellResult
    /// Cost of a callback over processes, in nanoseconds.
    let estimate: Estimate
    /// Cost of a callback in each process, in nanoseconds.
    let costs: [Double]
    /// Callbacks per sample in each process.
    let callbacks: [UInt64]

    /// The name of the queries among the counts.
    static let queries = "queries"

    /// What is derived of counters: name, and median over processes.
    var derived: [(name: String, value: Double)] {
        (cell.derived ?? []).compactMap { derived in derived.value.map { (derived.name, $0.median) } }
    }

    /// What was counted once for the cell: name, and how many per callback.
    var counts: [(name: String, perCallback: Double)] {
        let queries = cell.queriesPerCallback.map { [(Self.queries, $0)] } ?? []
        return queries
            + cell.counters.compactMap { counter in counter.perCallback.map { (counter.name, $0) } }
    }
}
