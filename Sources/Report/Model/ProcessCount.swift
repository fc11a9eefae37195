import BenchResults
import Statistics

/// How many processes the medians of a run are of.
struct ProcessCount {
    /// `14 processes`; `9 to 14 processes` where some were not measured; `no processes`.
    let words: String

    init(_ run: BenchResult) {
        let counts = run.cells.compactMap(\.nanosecondsPerCallback?.count)
        guard let fewest = counts.min(), let most = counts.max() else {
            words = "no processes"
            return
        }
        words =
            fewest < most ? "\(fewest) to \(most) processes" : most == 1 ? "1 process" : "\(most) processes"
    }
}
