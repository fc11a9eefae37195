import BenchResults
import CallbackRuntime
import Cells
import ChildProtocol
import ForeignStacks
import FoundationEssentials
import Statistics
import SystemPackage

@testable import Harness
@testable import PerfCounters
@testable import Scenarios

/// What children can say and how they can end, drawn at random: the usual, the rare and the extreme.
struct Odd {
    var random: SeededGenerator

    init(seed: UInt64, stream: String) { random = SeededGenerator(seed: seed, stream: stream) }

    mutating func one<Value>(of values: [Value]) -> Value { values[random.number(below: values.count)] }

    mutating func happens(onceIn times: Int) -> Bool { random.number(below: times) == 0 }

    /// What a child writes to standard error, or gives as a reason.
    mutating func text() -> String {
        one(of: [
            "", "no room",
            "runtime: morestack on g0, stack [0x1 0x2], sp=0x0\nfatal error: morestack on g0\n",
            "M 1 procid 2 runtime: cgocallback with sp=0x3 out of bounds [0x4, 0x5]\n", "a\nb\u{0}c\r\n",
            "\u{1b}[31mred\u{1b}[0m \u{7}\u{8}", "x,\"y\"<b>&amp;|`*_[z](w)",
            "\u{202e}rtl \u{2028} e\u{301} 🏳️‍🌈",
            "\n\n\n", "  \t ", String(repeating: "long ", count: 2000), "'=1+1", "\u{fffd}\u{feff}",
        ])
    }

    mutating func number() -> UInt64 {
        one(of: [0, 1, 30, 1_000_000, 5_000_000_000, 1 << 40, 1 << 53, 1 << 63, .max])
    }

    mutating func death() -> Death {
        let message = text()
        return one(of: [
            Death(exitStatus: nil, signal: 6, isHung: false, message: message),
            Death(exitStatus: nil, signal: 11, isHung: false, message: message),
            Death(exitStatus: nil, signal: 9, isHung: false, message: message),
            Death(exitStatus: nil, signal: nil, isHung: true, message: message),
            Death(exitStatus: 2, signal: nil, isHung: false, message: message),
            Death(exitStatus: 127, signal: nil, isHung: false, message: message),
            Death(exitStatus: nil, signal: nil, isHung: false, message: message),
        ])
    }

    /// A reading of a counter, or why there is none.
    mutating func counter(_ name: String) -> CounterReading {
        let value: Double? = one(of: [0, 1, 2.5e6, 1e300, nil])
        let source: CounterSource = one(of: [.hardware, .software, .tracepoint, .breakpoint])
        return CounterReading(
            requestedName: name, resolvedName: text(), source: source, privilege: .user,
            unit: one(of: [.events, .nanoseconds]), value: value, rawCount: value == nil ? nil : number(),
            ownCount: 0, timeEnabled: number(), timeRunning: number(), scaled: happens(onceIn: 4),
            pass: value == nil ? nil : 1, notes: [text()],
            unavailability: value == nil
                ? CounterUnavailability(.permissionDenied, cause: text(), remedy: text()) : nil)
    }

    /// What comes of a child.
    mutating func outcome(_ launch: ChildLaunch, nanoseconds: UInt64) -> Outcome {
        var report = ChildReport()
        report.mappings = one(of: [nil, 0, 49, .max])
        report.queriesPerCallback = one(of: [nil, 0, 1, 1e300])
        switch random.number(below: 4) {
        case 0: return .death(death())
        case 1:
            report.failure = "it cannot: " + text()
            if happens(onceIn: 2) { return .report(report) }
        default: break
        }
        switch launch.request.task {
        case .calibrate: report.iterations = one(of: [nil, number(), 1000])
        case .sample:
            report.samples = one(of: [nil, [], [number()], [nanoseconds, number(), number()], [nanoseconds]])
        case .count(_, let names): report.counters = one(of: [nil, [], names.map { counter($0) }])
        case .latency(let batch, _, _):
            let values = (0..<random.number(below: 30)).map { _ in number() }
            report.latency = LatencyCounts(
                values, batch: one(of: [batch, number()]), clockCost: one(of: [0, 20, 1e300]))
        case .run, .profile: break
        }
        return .report(report)
    }

    private mutating func address() -> UInt { one(of: [0, 1, 0x10000, 0x18000, 0x20000, 1 << 47, .max]) }

    /// Two different addresses, the lower first.
    private mutating func span() -> (lo: UInt, hi: UInt) {
        let (first, second) = (address(), address())
        return first == second ? (0x10000, 0x20000) : (min(first, second), max(first, second))
    }

    /// What is left of a scenario that was played.
    mutating func played() -> PlayedScenario {
        var lines: [EvidenceLine] = []
        for step in 1...UInt32(1 + random.number(below: 3)) {
            let (truth, bounds) = (span(), span())
            lines.append(
                EvidenceLine(
                    expect: Expectation(
                        step: step, what: "step <\(step)>, `é`|*",
                        truth: ForeignStack(lo: truth.lo, hi: truth.hi),
                        outcome: one(of: [.healthy, .caught, .noticed]),
                        isRefusalPrescribed: happens(onceIn: 2))))
            if happens(onceIn: 5) { continue }
            lines.append(EvidenceLine(begin: EvidenceLine.Step(step: step)))
            if !happens(onceIn: 4) {
                lines.append(
                    EvidenceLine(
                        seen: SeenMachine(
                            step: step, sp: address(), bounds: StackBounds(lo: bounds.lo, hi: bounds.hi),
                            confidence: one(of: [.none, .estimate, .upperBound, .exact]),
                            queries: number())))
            }
            if happens(onceIn: 4) {
                lines.append(EvidenceLine(overrun: EvidenceLine.Overrun(step: step, sp: Address(address()))))
                lines.append(EvidenceLine(trace: EvidenceLine.Trace(step: step, bytes: one(of: [0, .max]))))
            }
            if !happens(onceIn: 3) { lines.append(EvidenceLine(end: EvidenceLine.Step(step: step))) }
        }
        for _ in 0..<one(of: [0, 0, 1, 40]) {
            lines.append(
                EvidenceLine(
                    trial: CorruptionTrial(
                        region: text(), distance: address(), noticedAt: one(of: [nil, 1, 2, .max]),
                        callbacks: one(of: [1, 100, .max]))))
        }
        if happens(onceIn: 3) { lines.append(EvidenceLine(note: "a <note>, `é`|*")) }
        if happens(onceIn: 12) { lines.append(EvidenceLine(unavailable: "not here: <é>")) }
        if happens(onceIn: 12) { lines.append(EvidenceLine(failure: "it did not: <é>")) }
        if happens(onceIn: 12) {
            lines.append(EvidenceLine(fault: EvidenceLine.Fault(address: Address(address()))))
        }
        if !happens(onceIn: 3) { lines.append(EvidenceLine(done: true)) }
        let ending: Ending = one(of: [
            .exit(0), .exit(0), .exit(1), .exit(2), .exit(.max), .signal(6), .signal(11), .signal(9), .hung,
        ])
        return PlayedScenario(evidence: Evidence(output(lines)), ending: ending, message: text())
    }

    /// What the child writes: its evidence, sometimes with something else in it, or cut short.
    private mutating func output(_ lines: [EvidenceLine]) -> String {
        var output = ""
        for line in lines {
            let json = (try? JSONEncoder().encode(line)) ?? Data()
            output += String(decoding: json, as: UTF8.self) + "\n"
            if happens(onceIn: 40) { output += text() + "\n" }
        }
        return happens(onceIn: 20) ? String(output.dropLast(3)) : output
    }
}
