import BenchResults
public import Cells

/// What strategies get wrong: from a check, or from the verdicts on record.
struct Verdicts: Sendable {
    /// One scenario.
    struct Scenario: Sendable {
        let name: String
        let number: Int?
    }

    /// Where they stand.
    let source: String
    /// In the order of the scenarios' numbers.
    let scenarios: [Scenario]
    /// In the order of the matrix.
    let strategies: [String]
    private let verdicts: Expectations.Verdicts
    /// Verdicts where the body of a callback runs on a stack of the runtime's own, if they are on record too.
    private let ownBody: Expectations.Verdicts?
    /// Where bodies ran, in words; nil when it is not known.
    let bodies: String?
    /// Why a scenario could not be judged, each once.
    let remarks: [String]
    /// How stray writes to SP were noticed, in the cells with chance in them.
    let corruptions: [(cell: String, corruption: CheckCell.Corruption)]

    init(_ check: Named<CheckResult>) {
        source = check.name
        let result = check.document
        scenarios = result.scenarios.map { Scenario(name: $0.name, number: $0.number) }
        strategies = result.strategies.map(\.name)
        var verdicts: [String: [String: SafetyVerdict]] = [:]
        var remarks: [String] = []
        var seen: Set<String> = []
        for cell in result.cells {
            verdicts[cell.scenario, default: [:]][cell.strategy] = cell.verdict
            guard !cell.verdict.isJudged else { continue }
            let remark = "\(cell.scenario): \(cell.verdict): \(cell.reason)"
            if seen.insert(remark).inserted { remarks.append(remark) }
        }
        (self.verdicts, self.remarks, ownBody) = (verdicts, remarks, nil)
        bodies = result.body.map { body in
            "The body of a callback runs on \(body == .own ? "a stack of the runtime's own" : "C's stack")."
        }
        byStrategy = Expectations(verdicts: verdicts).byStrategy
        corruptions = result.cells.compactMap { cell in
            cell.corruption.map { ("\(cell.scenario):\(cell.strategy)", $0) }
        }
    }

    /// - Parameters:
    ///   - record: the verdicts, which are in no order.
    ///   - glossary: knows the numbers of the scenarios.
    init(_ record: Named<Expectations>, _ glossary: Glossary) {
        source = record.name
        verdicts = record.document.verdicts
        ownBody = record.document.ownBody
        bodies = ownBody.map { _ in
            "In brackets: where the body of a callback runs on a stack of the runtime's own, as in Go, if that differs."
        }
        byStrategy = record.document.byStrategy
        strategies = Set(verdicts.values.flatMap(\.keys)).sorted()
        let order = Dictionary(
            glossary.scenarios.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let numbers = Dictionary(
            glossary.scenarios.map { ($0.name, $0.number) }, uniquingKeysWith: { first, _ in first })
        scenarios = verdicts.keys.sorted {
            (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1)
        }.map { Scenario(name: $0, number: numbers[$0]) }
        (remarks, corruptions) = ([], [])
    }

    /// The verdict; nil when there is none.
    func verdict(_ scenario: String, _ strategy: String) -> SafetyVerdict? { verdicts[scenario]?[strategy] }

    /// The verdict where bodies run on a stack of the runtime's own, if it is another one.
    func otherVerdict(_ scenario: String, _ strategy: String) -> SafetyVerdict? {
        let other = ownBody?[scenario]?[strategy]
        return other == verdict(scenario, strategy) ? nil : other
    }

    /// Scenarios in which a strategy is not as it ought to be, of those it was judged in; nil without any.
    /// The count is that of `Pareto`, so that a page has one.
    func faults(of strategy: String) -> (faulty: Int, judged: Int)? {
        Self.faults(byStrategy[strategy] ?? [:])
    }

    /// The same where bodies run on a stack of the runtime's own.
    func otherFaults(of strategy: String) -> (faulty: Int, judged: Int)? {
        Self.faults(ownBody.map(Expectations.byStrategy)?[strategy] ?? [:])
    }

    private static func faults(_ verdicts: [String: SafetyVerdict]) -> (faulty: Int, judged: Int)? {
        let played = verdicts.values.filter(\.wasPlayed)
        return played.isEmpty ? nil : (played.count(where: \.isFaulty), played.count)
    }

    /// The same by strategy and scenario.
    let byStrategy: [String: [String: SafetyVerdict]]
}

/// What the letters and numbers of a safety matrix mean. The scenarios know; a report does not know them.
public struct Glossary: Sendable {
    /// Entries of the matrix with their meanings.
    public let verdicts: [(verdict: SafetyVerdict, meaning: String)]
    /// The scenarios in their order.
    public let scenarios: [(name: String, number: Int)]
    /// The strategies that the program knows, in the order in which they get their colours.
    public let strategies: [String]

    /// Puts a glossary together.
    public init(
        verdicts: [(verdict: SafetyVerdict, meaning: String)], scenarios: [(name: String, number: Int)],
        strategies: [String]
    ) {
        self.verdicts = verdicts
        self.scenarios = scenarios
        self.strategies = strategies
    }
}
