import BenchResults
import Traces

/// What `bench record` says at its end.
package enum RecordingSentence {
    /// `139216 callbacks of 1 thread on 1 stack in 0.42 s, none lost; by uprobe, 2.3 µs each`
    package static func text(_ result: RecordingResult) -> String {
        let lost = result.lost == 0 ? "none lost" : "\(result.lost) records LOST"
        let header = result.header
        let reason = header.reason.isEmpty ? "" : " (\(header.reason))"
        let cost =
            header.overhead.map { ", which adds \(Quantity.time(Double($0))) to each, measured here" } ?? ""
        let nesting =
            header.ends.isEmpty ? "; nesting unknown: --end names the function that ends a callback" : ""
        let windows =
            result.recorded.map {
                " (\(header.window): \(Quantity.digits(Double($0) / 1e9)) s of them recorded, what was called in the rest left "
                    + "out)"
            } ?? ""
        let end = result.reason == "the program ended" ? "" : "; \(result.reason)"
        return
            "\(result.callbacks) callbacks of \(plural(result.threads, "thread")) on "
            + "\(plural(result.stacks, "stack")) in \(Quantity.digits(Double(result.duration) / 1e9)) s\(windows), \(lost)"
            + "; by \(header.source)\(reason)\(cost)\(nesting)\(end)"
    }

    private static func plural(_ count: Int, _ what: String) -> String {
        "\(count) \(what)\(count == 1 ? "" : "s")"
    }
}
