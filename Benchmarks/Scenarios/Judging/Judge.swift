import CallbackRuntime
import Cells
import ForeignStacks

/// Scores what a child reported, together with how it ended. Pure: the same evidence gives the same verdict.
public struct Judge {
    let evidence: Evidence
    let ending: Ending
    let standardError: String
    let message: FatalMessage?
    var findings: [Judgement.Finding] = []
    var endedAsPrescribed = false

    /// Judges one cell.
    ///
    /// - Parameters:
    ///   - evidence: what the child reported.
    ///   - ending: how it ended.
    ///   - standardError: what it wrote there.
    /// - Returns: the verdict, with the findings behind it.
    public static func judge(_ evidence: Evidence, ending: Ending, standardError: String) -> Judgement {
        var judge = Judge(
            evidence: evidence, ending: ending, standardError: standardError,
            message: FatalMessage(in: standardError))
        return judge.judgement()
    }

    private mutating func judgement() -> Judgement {
        if let reason = evidence.failure { return result(.failed(reason), reason) }
        if let reason = evidence.unavailable { return result(.unavailable(reason), reason) }
        if ending == .hung {
            return result(.hung, evidence.deadlock ?? "no end before the deadline in \(place)")
        }
        scoreSteps()
        scoreTrials()
        scoreLosses()
        if !(evidence.isComplete && ending == .exit(0)), let problem = scoreDeath() {
            return result(.failed(problem), problem)
        }
        return result(.judged, reason)
    }

    private mutating func scoreSteps() {
        var bounds = BoundsJudge()
        for step in evidence.steps {
            let expectation = step.expectation
            if expectation.outcome == .noticed {
                if let seen = step.seen.first {
                    add(.corruptionAccepted, step, "the callback ran with sp=\(seen.sp)")
                }
                continue
            }
            for seen in step.seen {
                let mayOverflow = expectation.mayOverflow(at: seen.sp.value)
                let faults = bounds.faults(seen, on: step.truth, mayOverflow: mayOverflow)
                for (fault, reason) in faults { add(fault, step, reason) }
            }
            if let overrun = step.overrun {
                let changed = step.overwritten.map { ", \($0) bytes of foreign memory changed" } ?? ""
                add(.lowTooLow, step, "ran past L down to \(overrun) unnoticed\(changed)")
            }
        }
    }

    private mutating func scoreTrials() {
        guard !evidence.trials.isEmpty else { return }
        let rates = CorruptionRates(evidence.trials)
        if rates.accepted > 0 {
            findings.append(Judgement.Finding(fault: .corruptionAccepted, step: nil, reason: rates.summary))
        }
    }

    mutating func add(_ fault: Fault, _ step: Evidence.Step, _ reason: String) {
        findings.append(
            Judgement.Finding(
                fault: fault, step: step.expectation.step, reason: "\(step.expectation.what): \(reason)"))
    }

    var place: String {
        evidence.running.map { "step \($0.expectation.step), \($0.expectation.what)" } ?? "no step"
    }

    /// One reason per fault: the first found, but for U the last, since the effect of the overflow says more
    /// than the bounds recorded before it.
    private var reason: String {
        let shown = Fault.allCases.compactMap { fault in
            fault == .lowTooLow
                ? findings.last { $0.fault == fault } : findings.first { $0.fault == fault }
        }
        if !shown.isEmpty {
            return shown.map { "\($0.fault.rawValue): \($0.reason)" }.joined(separator: "; ")
        }
        if endedAsPrescribed {
            return "refused as Go 1.21.1's rule prescribes in \(place); real Go dies while it prints that"
        }
        if !evidence.trials.isEmpty { return CorruptionRates(evidence.trials).summary }
        if let message, case .signal = ending { return "overflow caught at sp=\(message.sp) in \(place)" }
        return evidence.notes.last ?? "every callback returned"
    }

    private func result(_ outcome: Judgement.Outcome, _ reason: String) -> Judgement {
        let seen = evidence.running ?? evidence.steps.last { !$0.seen.isEmpty }
        let decisive =
            findings.first { $0.fault == .spuriousAbort } ?? findings.last { $0.fault == .lowTooLow }
            ?? findings.first
        return Judgement(
            outcome: outcome, findings: findings, endedAsPrescribed: endedAsPrescribed,
            decisiveStep: decisive?.step ?? seen?.expectation.step, reason: reason)
    }
}
