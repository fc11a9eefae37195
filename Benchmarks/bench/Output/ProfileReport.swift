import BenchResults
import Harness

/// What perf found of one cell.
struct ProfileReport {
    private let profile: PerfProfile

    init(_ profile: PerfProfile) { self.profile = profile }

    var text: String {
        var columns = Columns()
        columns.add(["\(profile.cell)", "% of samples", "in"])
        for function in profile.functions {
            columns.add(["  \(function.name)", function.share, function.object])
        }
        return """
            perf record -e \(profile.event), \(profile.sampledCallbacks) callbacks, without set-up
            \(columns.text)
            perf stat, \(profile.countedCallbacks) callbacks
            \(counts)
            """
    }

    private var counts: String {
        var columns = Columns()
        columns.add(["", "a callback"])
        for count in profile.counts {
            guard let value = count.value, profile.countedCallbacks > 0 else {
                columns.add("  \(count.event)", spanning: "not counted on this machine")
                continue
            }
            // perf gives the clock in milliseconds.
            let isClock = count.event == "task-clock"
            let perCallback = value / Double(profile.countedCallbacks)
            columns.add([
                "  \(count.event)", isClock ? Quantity.time(perCallback * 1e6) : Quantity.count(perCallback),
            ])
        }
        return columns.text
    }
}
