import BenchResults

/// Puts a report's sections and pictures together, whichever of them the results have data for: what they
/// lack is said where it would be.
struct ReportContent {
    private(set) var figures: [Figure] = []
    private(set) var document: Document
    /// Every cell of 20 results with all there is to measure is 3 MB, and nobody's reading.
    private static let mostWithEveryCell = 4
    private let input: ReportInput
    private let glossary: Glossary
    /// What the costs are looked at beside.
    private let verdicts: Verdicts?
    private let marks: Marks

    init(_ input: ReportInput, glossary: Glossary) {
        self.input = input
        self.glossary = glossary
        marks = Marks(
            catalogue: glossary.strategies,
            shown: (input.runs + input.sweeps).flatMap { $0.document.cells.map(\.subject) })
        verdicts =
            input.checks.first { $0.document.hasStrategies }.map { Verdicts($0) }
            ?? input.records.first.map { Verdicts($0, glossary) }
        document = Document(
            title: input.isOnlyComparisons
                ? "What changed" : "What stack bounds cost, and what they break",
            subtitle: Subtitle(input).prose, sections: [])
        // A sweep has costs too, and is all there is when it is alone.
        let runs = input.runs.isEmpty ? input.sweeps : input.runs
        addComparisons()
        addHeadline(runs)
        for merged in input.merged { add(MachinesSection(merged).section) }
        if !input.unreadable.isEmpty {
            add(
                Document.Section(
                    title: "Not shown",
                    blocks: [.remarks(input.unreadable.map { "\(name: $0.name): \($0.document)." })]))
        }
        if runs.isEmpty, !input.isOnlyComparisons {
            add("Cost", "None of the results is of a run, so there is no cost to show.")
        }
        for (index, run) in runs.enumerated() {
            let part = runs.count > 1 ? "Result \(index + 1), \(run.name)" : nil
            let hasEveryCell = runs.count <= Self.mostWithEveryCell
            add(run.document, number: index + 1, part: part, hasEveryCell: hasEveryCell)
            if runs.count == 1 { addGrowth() }
            addDetails(of: run, number: index + 1, part: part, hasEveryCell: hasEveryCell)
        }
        if runs.count != 1, !input.isOnlyComparisons { addGrowth() }
        if runs.isEmpty, let check = input.checks.first {
            add(EnvironmentSection(provenance: check.document.provenance, run: nil).section)
        }
        addMatrices(areShown: !runs.isEmpty)
    }

    private mutating func add(_ section: Document.Section, part: String? = nil) {
        var section = section
        section.part = part ?? section.part
        document.sections.append(section)
    }

    private mutating func add(_ title: String, _ sentence: Prose, place: Document.Place = .everywhere) {
        add(Document.Section(title: title, blocks: [.sentence(sentence)], place: place))
    }

    private mutating func figure(_ figure: Figure?) -> Figure? {
        if let figure { figures.append(figure) }
        return figure
    }

    /// Two runs are the two sides of a comparison, and changes come first.
    private mutating func addComparisons() {
        var comparisons = input.comparisons.map { ComparisonSections($0.document) }
        if input.runs.count == 2, input.merged.isEmpty {
            comparisons.insert(ComparisonSections(input.runs[0], input.runs[1]), at: 0)
        }
        for comparison in comparisons {
            document.headline.append(comparison.headline)
            document.sections += comparison.sections
        }
    }

    private mutating func addHeadline(_ runs: [Named<BenchResult>]) {
        for run in runs {
            let headline = Headline(run.document, verdicts: verdicts).sentences
            if runs.count == 1 {
                document.headline += headline
            } else if let first = headline.first {
                document.headline.append("\(name: run.name): " + first)
            }
        }
        document.headline += input.sweeps.compactMap { GrowthSentence($0.document).sentence }
        if document.headline.isEmpty, let verdicts {
            document.headline = [SafetySentence(verdicts).sentence].compactMap { $0 }
        }
    }

    private mutating func add(_ run: BenchResult, number: Int, part: String?, hasEveryCell: Bool) {
        let suffix = number > 1 ? "-\(number)" : ""
        let cost = figure(CostFigure(run, marks: marks).figure(named: "cost\(suffix)"))
        if let summary = SummarySection(run: run, verdicts: verdicts).section { add(summary, part: part) }
        // The matrix is the same for every run.
        var costs = CostSection(
            run: run, verdicts: number == 1 ? verdicts.map { ($0, glossary) } : nil, figure: cost,
            form: hasEveryCell ? .linked(run: number) : .full
        ).section
        if verdicts == nil {
            costs.blocks.append(
                .sentence(
                    """
                    No verdicts were given, so what the strategies get wrong is not shown: add the result of \
                    \(name: "bench check") or \(name: "results/reference/expectations.json").
                    """))
        }
        add(costs, part: part)
        let pareto = figure(
            verdicts.flatMap {
                ParetoFigure(run, verdicts: $0, marks: marks).figure(named: "pareto\(suffix)")
            })
        add(ParetoSection(run: run, verdicts: verdicts, figure: pareto).section, part: part)
    }

    private mutating func addDetails(
        of run: Named<BenchResult>, number: Int, part: String?, hasEveryCell: Bool
    ) {
        let result = run.document
        let suffix = number > 1 ? "-\(number)" : ""
        if let model = ModelSection(run: result).section { add(model, part: part) }
        let tails = figure(TailsFigure(result, marks: marks)?.figure(named: "tails\(suffix)"))
        add(TailsSection(run: result, figure: tails, hasEveryCell: hasEveryCell).section, part: part)
        add(CountersSection(run: result).section, part: part)
        var remarks = Footnotes(result).section
        if result.schemaVersion < BenchResult.currentVersion {
            let remark: Prose = """
                \(name: run.name) is of version \(result.schemaVersion) of its form; this program writes \
                \(BenchResult.currentVersion): what was added since was not recorded then.
                """
            remarks.blocks.append(.remarks([remark]))
        }
        add(remarks, part: part)
        if hasEveryCell {
            add(CellsSection(run: result, number: number).section, part: part)
        } else if number == 1 {
            add(
                "Every cell",
                "Left out of a report of more than \(Self.mostWithEveryCell) results: a report of one result has its every cell.",
                place: .pageAndTerminal)
        }
        add(EnvironmentSection(provenance: result.provenance, run: result).section, part: part)
    }

    private mutating func addGrowth() {
        // A terminal's reader knows what was asked for; a page answers what it lacks.
        if input.sweeps.isEmpty {
            add(
                "Growth", "No sweep was given: \(name: "bench --sweep mappings=0..60000") makes one.",
                place: .page)
        }
        for (index, sweep) in input.sweeps.enumerated() {
            let suffix = index > 0 ? "-\(index + 1)" : ""
            let drawn = figure(GrowthFigure(sweep.document, marks: marks)?.figure(named: "growth\(suffix)"))
            add(
                GrowthSection(sweep: sweep.document, figure: drawn).section,
                part: input.sweeps.count > 1 ? sweep.name : nil)
        }
    }

    /// The matrices that no cost table has beside it.
    private mutating func addMatrices(areShown: Bool) {
        var all = input.checks.filter(\.document.hasStrategies).map { Verdicts($0) }
        all += input.records.map { Verdicts($0, glossary) }
        for verdicts in all.dropFirst(areShown ? 1 : 0) {
            add(SafetyBlocks(verdicts: verdicts, glossary: glossary).section, part: verdicts.source)
        }
        for check in input.checks {
            guard let runtimes = check.document.runtimes else { continue }
            add(RuntimeMatrix(runtimes, source: check.name).section, part: check.name)
        }
    }
}
