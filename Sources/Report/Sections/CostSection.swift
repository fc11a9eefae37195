import BenchResults
import Cells

/// What each strategy costs where, and what it gets wrong: the two tables that are to be read together.
struct CostSection {
    let run: BenchResult
    /// Verdicts of the same strategies, to stand beside the costs.
    let verdicts: Verdicts?
    let glossary: Glossary
    let figure: Figure?

    var section: Document.Section { Document.Section(title: "Cost and safety", blocks: blocks) }

    private var blocks: [Document.Block] {
        let map = HeatMap(run)
        guard let table = map.table else {
            return [.sentence("The result has no strategies beside its floor: there is no cost to show.")]
        }
        let real: [Document.Block] = HeatMap(run, of: .runtime).table.map { [.table($0)] } ?? []
        let costs: [Document.Block] = [.table(table)] + real + [.legend(HeatMap.legend)]
        let pictures: [Document.Block] = figure.map { [.figure($0)] } ?? []
        guard let verdicts else { return costs + pictures }
        let safety = SafetyBlocks(verdicts: verdicts, only: map.subjects, glossary: glossary)
        return [.beside([costs, safety.matrix])] + safety.details + pictures
    }
}
