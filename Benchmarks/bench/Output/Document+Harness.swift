import ChildProtocol
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
        self.init(
            instructionsOf: "\(explanation.cell)", (old: explanation.old, new: explanation.new),
            explanation.cause,
            explanation.functions.map { function in
                ComparedFunction(
                    name: function.name, object: FilePath(function.object).lastComponent?.string ?? "",
                    counts: (old: function.old, new: function.new), isSame: function.isSame,
                    rows: function.rows.map { (old: $0.old?.shown, new: $0.new?.shown) })
            }, showingAll: isAll)
    }

    /// What one cell executes, and, where it is known, each instruction.
    init(
        instructionsOf cell: String, _ functions: [FunctionCost], _ code: CellCode?, showingAll isAll: Bool
    ) {
        self.init(
            instructionsOf: cell, functions,
            code.map { code in
                (code.functions.map { ($0.name, $0.count, $0.instructions.map(\.shown)) }, code.callbacks)
            }, showingAll: isAll)
    }
}

extension CellExplanation.Side {
    fileprivate var shown: Document.ComparedFunction.Instruction { (number, text, count) }
}
