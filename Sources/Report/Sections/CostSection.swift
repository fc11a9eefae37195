import BenchResults
import Cells

/// What each strategy costs where, and what it gets wrong: the two tables that are to be read together.
struct CostSection {
    let run: BenchResult
    /// Verdicts of the same strategies, to stand beside the costs.
    var verdicts: (given: Verdicts, glossary: Glossary)?
    var figure: Figure?
    /// How the costs are shown.
    var form = HeatMap.Form.full

    var section: Document.Section { Document.Section(title: "Cost and safety", blocks: blocks) }

    var blocks: [Document.Block] {
        let map = HeatMap(run, form: form)
        guard let table = map.table else {
            return [.sentence("The result has no strategies beside its floor: there is no cost to show.")]
        }
        let real: [Document.Block] = HeatMap(run, of: .runtime, form: form).table.map { [.table($0)] } ?? []
        let costs: [Document.Block] = [.table(table)] + real + [.legend(HeatMap.legend)]
        let pictures: [Document.Block] = figure.map { [.figure($0)] } ?? []
        guard let verdicts else { return costs + pictures }
        let safety = SafetyBlocks(
            verdicts: verdicts.given, only: map.subjects, glossary: verdicts.glossary)
        return [.beside([costs, safety.matrix])] + safety.details + pictures
    }
}
