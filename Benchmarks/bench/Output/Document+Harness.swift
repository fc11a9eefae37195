import Harness
import Report
import SystemPackage

extension Document {
    /// What perf found of a cell.
    init(_ profile: PerfProfile) {
        self.init(
            profileOf: "\(profile.cell)", sampling: (profile.event, profile.sampledCallbacks),
            profile.functions.map { ($0.name, $0.share, $0.object) }, counting: profile.countedCallbacks,
            profile.counts.map { ($0.event, $0.value) })
    }
}

extension Document {
    /// What both sides of a comparison execute in one cell.
    init(_ explanation: CellExplanation, showingAll isAll: Bool) {
        func shown(_ side: CellExplanation.Side?) -> ComparedFunction.Instruction? {
            side.map { ($0.number, $0.text, $0.count) }
        }
        self.init(
            instructionsOf: "\(explanation.cell)", (old: explanation.old, new: explanation.new),
            explanation.cause,
            explanation.functions.map { function in
                ComparedFunction(
                    name: function.name, object: FilePath(function.object).lastComponent?.string ?? "",
                    counts: (old: function.old, new: function.new), isSame: function.isSame,
                    rows: function.rows.map { (old: shown($0.old), new: shown($0.new)) })
            }, showingAll: isAll)
    }
}
