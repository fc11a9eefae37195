import BenchResults
import CallbackRuntime
import Cells
import ForeignStacks
import Scenarios

extension CheckResult {
    /// The result of a check whose cells have been run.
    init(of session: CheckSession, _ cells: [CheckSession.Cell], provenance: Provenance) {
        self.init(
            provenance: provenance, seed: session.seed, body: session.body,
            strategies: session.strategies.map(BenchResult.Strategy.init),
            scenarios: session.scenarios.map(CheckResult.Scenario.init), cells: cells.map(CheckCell.init))
    }
}

extension BenchResult.Strategy {
    /// A strategy in the form of results.
    init(_ strategy: StrategyDescription) {
        self.init(
            name: strategy.name, version: strategy.version, rule: strategy.rule, source: strategy.source)
    }
}

extension CheckResult.Scenario {
    /// A scenario in the form of results.
    package init(_ scenario: Scenario) {
        self.init(
            number: scenario.number, name: scenario.name, summary: scenario.summary, setUp: scenario.setUp,
            truth: scenario.truth, source: scenario.source, looksFor: scenario.looksFor.map(\.rawValue),
            place: scenario.place.rawValue, isRandom: scenario.isRandom)
    }
}

extension CheckCell {
    /// A cell in the form of results.
    package init(_ cell: CheckSession.Cell) {
        let judgement = cell.judgement
        let message = String(cell.played.message.prefix(2000))
        self.init(
            scenario: cell.scenario.name, strategy: cell.strategy, verdict: judgement.verdict,
            faults: judgement.faults.map(\.rawValue), reason: judgement.reason,
            step: cell.decisiveStep.map { Step($0, of: cell) }, exitStatus: cell.played.ending.exitStatus,
            signal: cell.played.ending.signal, message: message.isEmpty ? nil : message,
            corruption: Corruption(cell.played.evidence.trials))
    }
}

extension CheckCell.Step {
    init(_ step: Evidence.Step, of cell: CheckSession.Cell) {
        let recorded =
            step.seen.last.map(CheckCell.Recorded.init) ?? CheckCell.Recorded(refusing: step, of: cell)
        let lo = Address(step.truth.lo)
        self.init(
            number: Int(step.expectation.step), what: step.expectation.what, lo: "\(lo)",
            hi: "\(Address(step.truth.hi))",
            room: recorded.flatMap { Address(hexadecimal: $0.sp) }.flatMap {
                $0 < lo ? nil : UInt64($0.value - lo.value)
            }, recorded: recorded)
    }
}

extension CheckCell.Recorded {
    init(_ seen: SeenMachine) {
        self.init(sp: seen.sp, bounds: seen.bounds, confidence: seen.claim)
    }

    /// A refused callback: the bounds are in the message, and their confidence is that of the earlier
    /// callback that recorded them.
    init?(refusing step: Evidence.Step, of cell: CheckSession.Cell) {
        guard cell.played.evidence.running?.expectation == step.expectation,
            let message = FatalMessage(in: cell.played.message)
        else { return nil }
        let bounds = StackBounds(lo: message.lo.value, hi: message.hi.value)
        let before = cell.played.evidence.steps.flatMap(\.seen).last { $0.bounds == bounds }
        self.init(sp: message.sp, bounds: bounds, confidence: before?.claim)
    }

    private init(sp: Address, bounds: StackBounds, confidence: Confidence?) {
        let reports = confidence != Confidence.none && bounds.contains(sp.value)
        self.init(
            sp: "\(sp)", lo: "\(Address(bounds.lo))", hi: "\(Address(bounds.hi))",
            guard: "\(Address(bounds.lo &+ Machine.guardDistance))", confidence: confidence.map { "\($0)" },
            room: reports ? UInt64(sp.value - bounds.lo) : nil)
    }
}

extension CheckCell.Corruption {
    init?(_ trials: [CorruptionTrial]) {
        guard !trials.isEmpty else { return nil }
        let rates = CorruptionRates(trials)
        self.init(
            firstAccepted: CheckCell.Rate(rates.accepted, of: rates.trials, rates.acceptedRate),
            neverNoticed: CheckCell.Rate(rates.never, of: rates.trials, rates.neverRate),
            callbacks: rates.callbacks, medianNoticedAt: rates.medianNoticedAt,
            medianAcceptedDistance: rates.medianAcceptedDistance.map(UInt64.init))
    }
}

extension CheckCell.Rate {
    init(_ count: Int, of trials: Int, _ interval: WilsonInterval) {
        self.init(count: count, trials: trials, lower: interval.lower, upper: interval.upper)
    }
}
