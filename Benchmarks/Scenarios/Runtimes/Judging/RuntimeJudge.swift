import CLibrary
import Cells
import ForeignStacks

/// Judges a real runtime by what can be seen from outside. Pure: the same evidence gives the same verdict.
public struct RuntimeJudge {
    /// A fault so many bytes below a stack or less is in what scenarios map below it: a guard, or canary and guard.
    static let reach: UInt = 1 << 20
    private static let mostLines = 3

    let evidence: Evidence
    let ending: Ending
    private let printed: String
    private let usesCStack: Bool

    /// Judges one cell.
    ///
    /// - Parameters:
    ///   - evidence: what the child reported.
    ///   - ending: how it ended.
    ///   - printed: what it printed.
    ///   - usesCStack: whether the bodies of the runtime's callbacks run on C's stack.
    /// - Returns: the verdict with its reason.
    public static func judge(
        _ evidence: Evidence, ending: Ending, printed: String, usesCStack: Bool
    ) -> RuntimeJudgement {
        let judge = RuntimeJudge(
            evidence: evidence, ending: ending, printed: printed, usesCStack: usesCStack)
        return judge.judgement
    }

    private var judgement: RuntimeJudgement {
        if let reason = evidence.failure { return RuntimeJudgement(verdict: .failed, reason: reason) }
        if let reason = evidence.unavailable {
            return RuntimeJudgement(verdict: .unavailable, reason: reason)
        }
        // What is certain, whatever happened then.
        if let step = evidence.steps.first(where: { $0.overwritten ?? 0 > 0 }) {
            return overrun(step, "changed \(step.overwritten ?? 0) bytes of foreign memory below the stack")
        }
        for step in evidence.steps {
            guard let past = step.faults.compactMap({ past($0, step.truth.lo) }).min() else { continue }
            return overrun(step, "ran into what is below the stack, \(past) bytes past its end")
        }
        if ending == .hung {
            let step = evidence.running
            return result(.hung, step, "no end before the deadline", lastWords)
        }
        if !(evidence.isComplete && ending == .exit(0)) { return death }
        return refusal ?? omission ?? sound
    }

    /// How far below a stack a fault is; nil if it is elsewhere.
    private func past(_ fault: Address, _ lo: UInt) -> UInt? {
        fault.value < lo && lo - fault.value <= Self.reach ? lo - fault.value : nil
    }

    // MARK: the process ended early

    private var death: RuntimeJudgement {
        let step = evidence.running
        // No fault of a program raises it.
        if ending == .signal(SIGKILL) { return result(.failed, step, "it was killed", nil) }
        guard let step else {
            return result(.died, nil, "it \(ended) outside of a callback", lastWords)
        }
        if let fault = evidence.lastFault {
            return result(.died, step, "it \(ended) after a memory fault at \(fault)", lastWords)
        }
        guard isDeliberate else { return result(.died, step, "it \(ended)", lastWords) }
        return step.expectation.outcome == .caught
            ? result(.ok, step, "the overflow did not go unnoticed: it \(ended)", lastWords)
            : result(.refused, step, "it \(ended), although there was room", lastWords)
    }

    /// Whether the runtime ended the process, and no fault did. Go ends by a breakpoint where it cannot abort.
    private var isDeliberate: Bool {
        switch ending {
        case .exit(let status): status != 0
        case .signal(let signal): signal == SIGABRT || signal == SIGTRAP
        case .hung: false
        }
    }

    private var ended: String {
        switch ending {
        case .exit(let status): "ended the process with exit status \(status)"
        case .signal(SIGABRT): "aborted"
        case .signal(let signal): "was ended by signal \(signal)"
        case .hung: "hung"
        }
    }

    // MARK: every callback returned

    private var refusal: RuntimeJudgement? {
        let refused = evidence.steps.first { step in
            switch step.returned {
            case .overflow: step.expectation.outcome == .healthy
            case .failed: true
            case .done, nil: false
            }
        }
        guard let refused else { return nil }
        let reason = refused.returned == .overflow ? "reported an overflow" : "could not run the callback"
        let room = refused.expectation.outcome == .healthy ? ", although there was room" : ""
        return result(.refused, refused, reason + room, isFirst(refused) ? evidence.words : nil)
    }

    /// The runtime's words are about the first callback that did not do what it should.
    private func isFirst(_ step: Evidence.Step) -> Bool {
        let first = evidence.steps.first { ($0.returned ?? .done) != .done }
        return first?.expectation.step == step.expectation.step
    }

    private var omission: RuntimeJudgement? {
        evidence.steps.first { !$0.hasEnded }.map {
            result(.failed, $0, "the callback was not made", nil)
        } ?? (evidence.steps.isEmpty ? result(.failed, nil, "no callback was made", nil) : nil)
    }

    private var sound: RuntimeJudgement {
        guard let deep = evidence.steps.last(where: { $0.expectation.outcome == .caught }) else {
            return result(.ok, nil, "every callback returned", nil)
        }
        if usesCStack, deep.returned == .done {
            return result(.failed, deep, "it returned, and was to recurse until an overflow", nil)
        }
        let idle = evidence.steps.lazy.compactMap(\.used).first
        if usesCStack, let idle, let used = deep.used, used <= idle {
            return result(
                .failed, deep,
                "reported an overflow after \(used) bytes of the stack, no more than without recursion",
                evidence.words)
        }
        if deep.returned == .overflow { return result(.ok, deep, "reported the overflow", evidence.words) }
        return result(
            .ok, deep,
            "the recursion came to an end: bodies run on a stack of the runtime's own, not on C's", nil)
    }

    // MARK: sentences

    private func overrun(_ step: Evidence.Step, _ what: String) -> RuntimeJudgement {
        let later = step.returned == .overflow ? ", and reported the overflow after that" : ""
        return result(
            .unnoticed, step, what + later,
            step.returned == nil ? lastWords : isFirst(step) ? evidence.words : nil)
    }

    /// The first lines that it printed as it died.
    private var lastWords: String? {
        let lines = printed.split(whereSeparator: \.isNewline).map {
            $0.drop { $0.isWhitespace || $0 == "#" }
        }
        .filter { !$0.isEmpty }.prefix(Self.mostLines)
        return lines.isEmpty ? nil : lines.joined(separator: " / ").onOneLine
    }

    private func result(
        _ verdict: RuntimeVerdict, _ step: Evidence.Step?, _ reason: String, _ words: String?
    ) -> RuntimeJudgement {
        let place = step.map { "\($0.expectation.what): " } ?? ""
        return RuntimeJudgement(
            verdict: verdict, step: step?.expectation.step, reason: place + reason, words: words?.onOneLine)
    }
}
