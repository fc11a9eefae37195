import CallbackRuntime
import Cells
import ForeignStacks

@testable import Scenarios

/// Evidence made by hand.
struct MadeEvidence {
    static let stack = ForeignStack(lo: 0x10000, hi: 0x20000)
    static let other = ForeignStack(lo: 0x30000, hi: 0x40000)
    static let exact = StackBounds(lo: 0x10000, hi: 0x20000)

    private var lines: [EvidenceLine] = []
    private var steps: UInt32 = 0

    /// A callback that was announced and begun, and in which the machine was seen, if it was.
    mutating func step(
        on truth: ForeignStack = stack, expected outcome: ExpectedOutcome = .healthy,
        prescribed: Bool = false, sp: UInt = 0x1f000,
        bounds: StackBounds? = exact, claim: Confidence = .exact, queries: UInt64 = 0, ends: Bool = true,
        reach: Int? = nil
    ) {
        steps += 1
        let expectation = Expectation(
            step: steps, what: "step \(steps)", truth: truth, outcome: outcome,
            isRefusalPrescribed: prescribed, reach: reach)
        lines.append(EvidenceLine(expect: expectation))
        lines.append(EvidenceLine(begin: EvidenceLine.Step(step: steps)))
        if let bounds {
            let seen = SeenMachine(step: steps, sp: sp, bounds: bounds, confidence: claim, queries: queries)
            lines.append(EvidenceLine(seen: seen))
        }
        if ends { lines.append(EvidenceLine(end: EvidenceLine.Step(step: steps))) }
    }

    mutating func overrun(sp: UInt) {
        lines.append(EvidenceLine(overrun: EvidenceLine.Overrun(step: steps, sp: Address(sp))))
    }

    mutating func fault(at address: UInt) {
        lines.append(EvidenceLine(fault: EvidenceLine.Fault(address: Address(address))))
    }

    mutating func add(_ line: EvidenceLine) { lines.append(line) }

    /// The verdict if the scenario completed.
    var completed: Judgement {
        Judge.judge(Evidence(lines + [EvidenceLine(done: true)]), ending: .exit(0), standardError: "")
    }

    /// The verdict if the process died.
    func died(_ ending: Ending, _ standardError: String = "") -> Judgement {
        Judge.judge(Evidence(lines), ending: ending, standardError: standardError)
    }

    static func morestack(sp: UInt) -> String {
        "runtime: morestack on g0, stack [0x10000 0x20000], sp=0x\(String(sp, radix: 16))\nfatal error: morestack on g0\n"
    }

    static func stackOverflow(at address: UInt, sp: UInt) -> String {
        "runtime: stack overflow at 0x\(String(address, radix: 16)), stack [0x0 0xffffffffffffffff], "
            + "sp=0x\(String(sp, radix: 16))\nfatal error: stack overflow\n"
    }
}
