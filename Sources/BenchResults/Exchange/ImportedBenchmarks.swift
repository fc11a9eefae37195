import FoundationEssentials
public import SystemPackage

/// Benchmarks that another tool measured, to be shown beside ours: independent values, of which only the
/// time is known.
public struct ImportedBenchmarks: Sendable, Equatable {
    /// The forms that are read.
    public enum Format: String, Sendable {
        /// Go benchmark text, as `go test -bench` prints it.
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
    }

    /// The file.
    public let source: String
    /// Its form.
    public let format: Format
    /// At least one, in the order of the file.
    public let benchmarks: [Benchmark]
    /// What was skipped in the file, and why; one line each.
    public let remarks: [String]

    /// Reads a file of either form: a file that begins with a brace is JSON.
    ///
    /// - Throws: `StoreError`, one line that names the file and what is wrong with it.
    public init(reading path: FilePath) throws(StoreError) {
        try self.init(text: try RegularFile.contents(of: path), of: path)
    }

    init(text: Data, of path: FilePath) throws(StoreError) {
        source = path.string
        var collected: CollectedBenchmarks
        if text.isJSONObject {
            format = .google
            collected = try GoogleImport.benchmarks(in: text, of: path)
        } else {
            format = .go
            collected = try GoImport.benchmarks(in: text, of: path)
        }
        remarks = collected.remarks
        benchmarks = collected.benchmarks
        if benchmarks.isEmpty {
            let why = remarks.first.map { ": \($0)" } ?? ""
            throw .malformed(path: path, "it is no \(format.rawValue) with a time in it either\(why)")
        }
    }
}

extension Data {
    /// Whether its first character is a brace.
    var isJSONObject: Bool { first { $0 > 0x20 } == UInt8(ascii: "{") }
}

/// Gathers the values of benchmarks as they come.
struct CollectedBenchmarks {
    private(set) var benchmarks: [ImportedBenchmarks.Benchmark] = []
    private var places: [String: Int] = [:]
    private var passedOver: [String] = []
    private var uncounted = 0

    mutating func add(_ name: String, _ nanoseconds: Double) {
        if let place = places[name] {
            benchmarks[place].nanoseconds.append(nanoseconds)
        } else {
            places[name] = benchmarks.count
            benchmarks.append(.init(name: name, nanoseconds: [nanoseconds]))
        }
    }

    /// Only the first few are kept: a log may have thousands.
    mutating func passOver(_ reason: String) {
        if passedOver.count < 10 { passedOver.append(reason.onOneLine) } else { uncounted += 1 }
    }

    var remarks: [String] {
        passedOver + (uncounted > 0 ? ["\(uncounted) more were passed over"] : [])
    }
}
