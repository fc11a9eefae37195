import FoundationEssentials
import Statistics

/// Bencher Metric Format: https://bencher.dev/docs/reference/bencher-metric-format. Each cell is a
/// benchmark; its cost is the measure `latency`, which Bencher has in nanoseconds.
struct BencherExport {
    private let result: BenchResult

    init(_ result: BenchResult) { self.result = result }

    private struct Metric: Encodable {
        let value: Double
        var lowerValue: Double?
        var upperValue: Double?

        enum CodingKeys: String, CodingKey {
            case value
            case lowerValue = "lower_value"
            case upperValue = "upper_value"
        }
    }

    var export: Export {
        get throws {
            let (cells, leftOut) = result.exported
            let benchmarks = Dictionary(cells.map { ($0.cell.name, measures(of: $0)) }) { $1 }
            return Export(
                text: String(decoding: try ResultStore.encode(benchmarks, pretty: true), as: UTF8.self),
                remarks: leftOut)
        }
    }

    private func measures(of cell: ExportedCell) -> [String: Metric] {
        var measures = Dictionary(cell.counts.map { ($0.name, Metric(value: $0.perCallback)) }) { $1 }
        for derived in cell.cell.derived ?? [] {
            guard let value = derived.value else { continue }
            measures[derived.name] = Metric(
                value: value.median, lowerValue: value.lower, upperValue: value.upper)
        }
        let cost = cell.estimate
        measures["latency"] = Metric(value: cost.median, lowerValue: cost.lower, upperValue: cost.upper)
        return measures
    }

    /// Whether a document is one of this form.
    static func claims(_ text: Data) -> Bool {
        if case .success = JSONGuard.decodeChecked([String: Measures].self, from: text) {
            true
        } else {
            false
        }
    }

    /// The measures of one benchmark, as far as they tell the form from others: each has a value.
    private struct Measures: Decodable {
        private struct Value: Decodable { let value: Double }

        init(from decoder: any Decoder) throws {
            _ = try decoder.singleValueContainer().decode([String: Value].self)
        }
    }
}
