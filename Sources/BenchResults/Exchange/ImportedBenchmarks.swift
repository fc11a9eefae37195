public import Cells
import FoundationEssentials
public import SystemPackage

/// Benchmarks that another tool measured, to be shown beside ours: independent values, of which only the
/// time is known.
public struct ImportedBenchmarks: Sendable, Equatable {
    /// The forms that are read.
    public enum Format: String, Sendable {
        /// Go benchmark text, as `go test -bench` prints it, with or without `-json`.
        case go = "Go benchmark text"
        /// The JSON of Google Benchmark.
        case google = "Google Benchmark JSON"
    }

    /// One benchmark.
    public struct Benchmark: Sendable, Equatable {
        /// Name, without what its tool puts around it.
        public let name: String
        /// Time of an operation in nanoseconds in each run, in the order of the file; above 0.
        public internal(set) var nanoseconds: [Double]
        /// The cell that `bench export` wrote; for another tool's benchmark, the name and no row.
        public let cell: CellID

        init(name: String, nanoseconds: [Double], cell: CellID? = nil) {
            self.name = name
            self.nanoseconds = nanoseconds
            self.cell = cell ?? CellID(workload: name, label: "")
        }
    }

    /// A benchmark of which no run has a time.
    public struct Lacking: Sendable, Equatable {
        /// Name, as in `Benchmark`.
        public let name: String
        /// Why, and where in the file, the first time.
        public let reason: String
        /// The cell, as in `Benchmark`.
        public let cell: CellID
        /// How many runs have none.
        public internal(set) var times = 1

        init(name: String, reason: String, cell: CellID? = nil) {
            self.name = name
            self.reason = reason
            self.cell = cell ?? CellID(workload: name, label: "")
        }

        /// The reason, and how often there was one.
        var text: String { times == 1 ? reason : "\(reason) (and \(times - 1) more)" }
    }

    private static let mostBenchmarks = 100_000

    /// The file.
    public let source: String
    /// Its form.
    public let format: Format
    /// At least one, in the order of the file.
    public let benchmarks: [Benchmark]
    /// Benchmarks without a time.
    public let withoutTime: [Lacking]
    /// What else was skipped in the file, and why; one line each.
    public let remarks: [String]

    /// Reads a file of either form: a file that begins with a brace is JSON.
    ///
    /// - Throws: `StoreError`, one line that names the file and what is wrong with it.
    public init(reading path: FilePath) throws(StoreError) {
        try self.init(text: try RegularFile.contents(of: path), of: path)
    }

    init(text: Data, of path: FilePath) throws(StoreError) {
        source = path.string
        let collected: CollectedBenchmarks
        if let events = try GoTestEvents.lines(of: text, at: path) {
            format = .go
            collected = GoImport.benchmarks(in: events)
        } else if text.isJSONObject {
            format = .google
            collected = try GoogleImport.benchmarks(in: text, of: path)
        } else {
            format = .go
            collected = try GoImport.benchmarks(in: text, of: path)
        }
        withoutTime = collected.withoutTime
        remarks = collected.remarks
        benchmarks = collected.benchmarks
        let count = benchmarks.count + withoutTime.count
        if count > Self.mostBenchmarks {
            throw .malformed(
                path: path,
                "it has \(count) benchmarks, and \(Self.mostBenchmarks) are as many as can be compared: "
                    + "give a part of it")
        }
        guard benchmarks.isEmpty else { return }
        if let first = withoutTime.first {
            throw .malformed(
                path: path, "no benchmark in this \(format.rawValue) has a time: \(first.name): \(first.text)"
            )
        }
        let why = remarks.first.map { ": \($0)" } ?? ""
        throw .malformed(path: path, "there is no benchmark in it\(why)\(MeasuredFile.formsRead)")
    }
}

extension Data {
    /// Whether its first character is a brace.
    var isJSONObject: Bool { first { $0 > 0x20 } == UInt8(ascii: "{") }
}
