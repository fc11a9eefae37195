import BenchResults
import Cells
import ChildProtocol

extension Document {
    /// What a run prints: every cell, what is to be known of them, and the costs at a glance.
    ///
    /// - Parameters:
    ///   - run: what was measured.
    ///   - hasPareto: whether it says which strategies no other dominates.
    ///   - record: verdicts for that; nil for costs alone.
    ///   - hasBreakdown: whether it says which functions the instructions of a callback go to.
    ///   - glossary: what the program's scenarios are called.
    package init(
        _ run: BenchResult, hasPareto: Bool = false, record: Named<Expectations>? = nil,
        hasBreakdown: Bool = false, glossary: Glossary
    ) {
        var input = ReportInput()
        input.add(.run(run), named: "this run")
        let verdicts = record.map { Verdicts($0, glossary) }
        self.init(
            title: "What stack bounds cost", subtitle: Subtitle(input).prose,
            headline: Headline(run, verdicts: nil).sentences,
            sections: [CostSection(run: run).section]
                + (hasPareto ? [ParetoSection(run: run, verdicts: verdicts, figure: nil).section] : [])
                + [ModelSection(run: run).section].compactMap { $0 }
                + (run.plan.sweep == nil ? [] : [GrowthSection(sweep: run, figure: nil).section])
                + [
                    TailsSection(run: run, figure: nil, hasEveryCell: true).section,
                    CountersSection(run: run).section, Footnotes(run).section,
                ] + (hasBreakdown ? [BreakdownSection(run).section] : [])
                + [
                    CellsSection(run: run).section,
                    EnvironmentSection(provenance: run.provenance, run: run).section,
                ])
        sections[0].title = "Cost"
    }

    /// What a run ends with in a terminal: the costs at a glance, and what is to be known of them.
    ///
    /// - Parameters:
    ///   - run: what was measured.
    ///   - path: where it is stored.
    package init(brief run: BenchResult, path: String) {
        var input = ReportInput()
        input.add(.run(run), named: "this run")
        self.init(
            title: "What stack bounds cost", subtitle: Subtitle(input).prose,
            headline: Headline(run, verdicts: nil).sentences + [
                """
                Every row with its interval: \(name: "bench report \(path) --format table"); a page of it: \
                \(name: "bench report \(path) -o page.html").
                """
            ],
            sections: [
                Section(title: "", blocks: CostSection(run: run, form: .brief).blocks),
                Footnotes(run).section,
            ])
    }

    /// What a run would measure.
    package init(dryRunOf plan: RunPlan, shard: Shard? = nil) {
        let part = shard.map { "Shard \($0) of the run: " } ?? ""
        if let shard, plan.blocks.isEmpty {
            self.init(
                title: "",
                headline: ["Shard \(shard) has nothing to measure: there are more shards than work."],
                sections: [])
            return
        }
        let cells = plan.blocks.flatMap { block in block.subjects.map { "\(block.workload):\($0.label)" } }
        // What there is to derive of counters shows when they are read.
        let most = plan.counterRounds == nil ? "" : "at most "
        self.init(
            title: "",
            headline: [
                """
                \(part)\(cells.count) cells, \(plan.measuredRounds.count) processes each of at most \(plan.samples) samples, \
                \(most)\(plan.steps) children in all, seed \(plan.seed).
                """
            ], sections: [Section(title: "", blocks: [.preformatted(cells.joined(separator: "\n"))])])
    }

    /// The safety matrix of a check.
    package init(_ check: CheckResult, glossary: Glossary) {
        var input = ReportInput()
        input.add(.check(check), named: "this check")
        let verdicts = Verdicts(Named(name: "this check", document: check))
        self.init(
            title: "What stack bounds break", subtitle: Subtitle(input).prose,
            headline: [SafetySentence(verdicts).sentence].compactMap { $0 },
            sections: (check.hasStrategies
                ? [SafetyBlocks(verdicts: verdicts, glossary: glossary).section] : [])
                + [check.runtimes.map { RuntimeMatrix($0, source: "this check").section }].compactMap { $0 })
    }

    /// What changed between two sides. Rows without a change may be left out; they are counted all the same.
    package init(_ comparison: ResultComparison, onlyChanges: Bool = false) {
        let content = ComparisonSections(comparison, onlyChanges: onlyChanges)
        self.init(title: "A comparison", headline: [content.headline], sections: content.sections)
    }
}
