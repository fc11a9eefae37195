import Cells

/// Gathers the values of benchmarks as they come, and what has none.
struct CollectedBenchmarks {
    private(set) var benchmarks: [ImportedBenchmarks.Benchmark] = []
    private var places: [String: Int] = [:]
    private var lacking: [ImportedBenchmarks.Lacking] = []
    private var lackingPlaces: [String: Int] = [:]
    private var passedOver: [String] = []
    private var uncounted = 0

    mutating func add(_ name: String, _ nanoseconds: Double, cell: CellID? = nil) {
        if let place = places[name] {
            benchmarks[place].nanoseconds.append(nanoseconds)
        } else {
            places[name] = benchmarks.count
            benchmarks.append(.init(name: name, nanoseconds: [nanoseconds], cell: cell))
        }
    }

    /// A benchmark, or one repetition of it, that has no time.
    mutating func lack(_ name: String, _ reason: String, cell: CellID? = nil) {
        if let place = lackingPlaces[name] {
            lacking[place].times += 1
        } else {
            lackingPlaces[name] = lacking.count
            lacking.append(.init(name: name, reason: Legible.text(reason), cell: cell))
        }
    }

    /// The same of what is said once, however often it is there.
    mutating func lackOnce(_ name: String, _ reason: String) {
        if lackingPlaces[name] == nil { lack(name, reason) }
    }

    /// Only the first few are kept: a log may have thousands.
    mutating func passOver(_ reason: String) {
        if passedOver.count < 10 { passedOver.append(Legible.text(reason)) } else { uncounted += 1 }
    }

    /// Benchmarks without any time.
    var withoutTime: [ImportedBenchmarks.Lacking] { lacking.filter { places[$0.name] == nil } }

    /// What was skipped: of a benchmark with times, the repetitions that have none.
    var remarks: [String] {
        var all = self
        for item in lacking where places[item.name] != nil { all.passOver("\(item.name): \(item.text)") }
        return all.passedOver + (all.uncounted > 0 ? ["\(all.uncounted) more were skipped"] : [])
    }
}
