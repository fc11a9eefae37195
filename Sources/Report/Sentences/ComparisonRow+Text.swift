import BenchResults
import Statistics

extension ComparisonRow {
    /// The cell, and the counter if it is not about time.
    var title: String { measure == .time ? "\(cell)" : "\(cell) \(measure)" }

    /// Whether one line below the rows says it of all of them: identical programs, a measurement beside
    /// itself, and counts that are equal.
    var goesWithoutSaying: Bool {
        verdict == .identicalCode || isOfOneMeasurement || (statistic == .exactCount && verdict == .noChange)
    }

    /// A side's cost or count.
    func amount(_ value: Double?) -> String {
        guard let value else { return "" }
        return measure == .time ? Quantity.time(value) : Quantity.count(value)
    }

    /// New over old as a change in percent, with its interval.
    var change: String {
        guard let ratio else {
            guard statistic == .exactCount, let old, let new else { return "" }
            return old == new ? "0" : "\(new > old ? "+" : "")\(Quantity.count(new - old))"
        }
        return Self.change(ratio)
    }

    /// A ratio as a change in percent, with its interval.
    static func change(_ ratio: Estimate) -> String {
        let median = percent(ratio.median)
        guard let lower = ratio.lower, let upper = ratio.upper else { return "\(median) %" }
        return "\(median) % (\(percent(lower)) to \(percent(upper)))"
    }

    private static func percent(_ ratio: Double) -> String {
        let value = (ratio - 1) * 100
        let digits = Quantity.digits(value, abs(value) < 10 ? 2 : 3)
        return value > 0 ? "+\(digits)" : digits
    }

    /// What both sides execute, in a word or two.
    var causeText: String {
        switch cause?.kind {
        case .sameCode?: "same"
        case .otherMemory?: "same, other memory"
        case .otherInstructions?: cause?.change.map { $0 == "0" ? "as many, others" : $0 } ?? ""
        case .unchangedCode?: "code unchanged"
        case .changedCode?: "code changed"
        case .unknown?, nil: ""
        }
    }

    /// What a reader should know about the verdict: its reason, and in which functions the sides differ.
    var explanation: String? {
        let parts = [reason, cause?.sentence].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension ComparisonCause {
    /// What is to be said besides `ComparisonRow.causeText`.
    var sentence: String? {
        switch kind {
        case .sameCode: return nil
        case .unchangedCode:
            return
                "the machine code that this cell can reach did not change; without valgrind it is not known "
                + "which of it is executed"
        case .changedCode:
            return
                "machine code that this cell can reach changed; without valgrind it is not known whether that "
                + "is executed"
        case .unknown: return reason
        case .otherMemory:
            guard let oldMisses, let newMisses, let callbacks else { return nil }
            let change =
                oldMisses == newMisses
                ? "other misses of the last level"
                : Quantity.change(from: oldMisses, to: newMisses, over: callbacks) + " misses a callback"
            return
                "the same instructions touch other memory: \(change), in a model of caches of 32 KiB and 8 MiB"
        case .otherInstructions:
            guard let change else { return nil }
            let amount =
                change == "0"
                ? "as many instructions a callback, but others" : "\(change) \(noun(of: change)) a callback"
            return "\(amount): \(functionsText)"
        }
    }

    private func noun(of change: String) -> String {
        ["+1", "-1"].contains(change) ? "instruction" : "instructions"
    }

    /// The functions that differ most, each with its change.
    private var functionsText: String {
        let shown = functions.prefix(Self.mostFunctions)
        let rest = functions.count - shown.count
        return shown.map { function in
            let change = Quantity.change(from: function.old, to: function.new, over: callbacks ?? 1)
            return change == "0" ? "other ones in \(function.name)" : "\(change) in \(function.name)"
        }.joined(separator: ", ") + (rest > 0 ? " and \(rest) more functions" : "")
    }

    private static let mostFunctions = 3
}
