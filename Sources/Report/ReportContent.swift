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

    init(_ input: ReportInput, glossary: Glossary) {
        self.input = input
        self.glossary = glossary
        verdicts =
            input.checks.first.map { Verdicts($0) } ?? input.records.first.map { Verdicts($0, glossary) }
        document = Document(
            title: "What stack bounds cost, and what they break",
            subtitle: Subtitle(input).prose, headline: [], sections: [])
        // A sweep has costs too, and is all there is when it is alone.
        let runs = input.runs.isEmpty ? input.sweeps : input.runs
        addComparisons()
        addHeadline(runs)
        if !input.unreadable.isEmpty { add("Not shown", unreadable) }
        if runs.isEmpty {
            add("Cost", [.sentence("None of the results is of a run, so there is no cost to show.")])
        }
        for (index, run) in runs.enumerated() {
            add(run, number: index + 1, of: runs.count)
            if runs.count == 1 { addGrowth() }
            addDetails(of: run, number: index + 1, of: runs.count)
        }
        if runs.count != 1 { addGrowth() }
        if runs.isEmpty, let check = input.checks.first {
            add(
                "Environment", EnvironmentSection(provenance: check.document.provenance, run: nil).blocks,
                pageOnly: true)
        }
        addMatrices(areShown: !runs.isEmpty)
    }

    /// Two runs are the two sides of a comparison, and changes come first.
    private mutating func addComparisons() {
        var sections = input.comparisons.map { ComparisonSection($0.document) }
        if input.runs.count == 2 { sections.insert(ComparisonSection(input.runs[0], input.runs[1]), at: 0) }
        for section in sections {
            document.headline.append(section.headline)
            add("What changed", section.blocks)
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

    private var unreadable: [Document.Block] {
        [.remarks(input.unreadable.map { "\(name: $0.name): \($0.document)." })]
    }

    private mutating func add(
        _ title: String, _ blocks: [Document.Block], part: String? = nil, pageOnly: Bool = false
    ) {
        document.sections.append(
            Document.Section(title: title, blocks: blocks, isForPageOnly: pageOnly, part: part))
    }

    private mutating func figure(_ figure: Figure?) -> Figure? {
        if let figure { figures.append(figure) }
        return figure
    }

    private mutating func add(_ run: Named<BenchResult>, number: Int, of count: Int) {
        let part = count > 1 ? "Result \(number), \(run.name)" : nil
        let suffix = number > 1 ? "-\(number)" : ""
        let result = run.document
        let cost = figure(CostFigure(result).figure(named: "cost\(suffix)"))
        add(
            "Cost and safety",
            CostSection(
                run: result, verdicts: verdicts, glossary: glossary, isFirst: number == 1, figure: cost
            )
            .blocks, part: part)
        let pareto = figure(
            verdicts.flatMap { ParetoFigure(result, verdicts: $0).figure(named: "pareto\(suffix)") })
        add(
            "Cost against faults", ParetoSection(run: result, verdicts: verdicts, figure: pareto).blocks,
            part: part)
    }

    private mutating func addDetails(of run: Named<BenchResult>, number: Int, of count: Int) {
        let part = count > 1 ? "Result \(number), \(run.name)" : nil
        let result = run.document
        let suffix = number > 1 ? "-\(number)" : ""
        let tails = figure(TailsFigure(result)?.figure(named: "tails\(suffix)"))
        let hasEveryCell = count <= Self.mostWithEveryCell
        add(
            "Latency tails",
            TailsSection(run: result, figure: tails, hasEveryCell: hasEveryCell).blocks, part: part,
            pageOnly: true)
        add("Counters", CountersSection(run: result).blocks, part: part, pageOnly: true)
        if hasEveryCell {
            add("Every cell", CellsSection(run: result).blocks, part: part, pageOnly: true)
        } else if number == 1 {
            add(
                "Every cell",
                [
                    .sentence(
                        "Left out of a page of \(count) results: a report of one result has its every cell.")
                ],
                pageOnly: true)
        }
        add(
            "Environment and session", EnvironmentSection(provenance: result.provenance, run: result).blocks,
            part: part, pageOnly: true)
        add("Footnotes", [.remarks(footnotes(run))], part: part)
    }

    private func footnotes(_ run: Named<BenchResult>) -> [Prose] {
        var lines = Footnotes(run.document).lines.map { Prose($0) }
        if run.document.schemaVersion < BenchResult.currentVersion {
            lines.append(
                """
                \(name: run.name) is of version \(run.document.schemaVersion) of its form; this program writes \
                \(BenchResult.currentVersion): what was added since was not recorded then.
                """)
        }
        return lines
    }

    private mutating func addGrowth() {
        guard !input.sweeps.isEmpty else {
            add(
                "Growth",
                [.sentence("No sweep was given: \(name: "bench --sweep mappings=0..60000") makes one.")],
                pageOnly: true)
            return
        }
        for (index, sweep) in input.sweeps.enumerated() {
            let suffix = index > 0 ? "-\(index + 1)" : ""
            let drawn = figure(GrowthFigure(sweep.document)?.figure(named: "growth\(suffix)"))
            add(
                "Growth", GrowthSection(sweep: sweep.document, figure: drawn).blocks,
                part: input.sweeps.count > 1 ? sweep.name : nil)
        }
    }

    /// The matrices that no cost table has beside it.
    private mutating func addMatrices(areShown: Bool) {
        var all = input.checks.map { Verdicts($0) }
        all += input.records.map { Verdicts($0, glossary) }
        for verdicts in all.dropFirst(areShown ? 1 : 0) {
            let matrix = SafetyTable(verdicts: verdicts, only: nil, glossary: glossary)
            add(
                "Safety",
                [.table(matrix.table), .legend(matrix.legend)]
                    + (matrix.remarks.isEmpty ? [] : [.remarks(matrix.remarks)]),
                part: verdicts.source)
        }
    }
}
