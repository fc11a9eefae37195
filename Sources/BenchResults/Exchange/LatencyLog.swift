import MachineInspection

/// The histograms of a result as a log that HdrHistogram's own tools open: version 1.3, one interval per cell,
/// whose tag is the cell's name. Values are nanoseconds of whole batches.
public struct LatencyLog {
    private let result: BenchResult

    /// Describes the log of a result.
    public init(_ result: BenchResult) {
        self.result = result
    }

    /// The text of the file.
    public var text: String {
        let start = result.provenance.startedAt
        let length = max(1, result.provenance.finishedAt - start)
        var lines = [
            "#[stack-bounds-bench: values are nanoseconds of batches; the result has the size of each]",
            "#[Histogram log format version 1.3]",
            "#[StartTime: \(start).000 (seconds since epoch)]",
            #""StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram""#,
        ]
        for cell in result.cells {
            guard let latency = cell.latency else { continue }
            let slowest = FixedPoint.text(latency.max * Double(latency.batch) / 1_000_000, decimals: 3)
            lines.append(
                "Tag=\(tag(cell)),0.000,\(length).000,\(slowest),\(latency.histogram)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A tag ends at a comma, and the Java reader takes a blank for the end of a field.
    private func tag(_ cell: CellResult) -> String {
        ExportedName.field(cell.name).replacingScalars { $0 == "," ? "_" : nil }
    }
}
