import Cells
import Scenarios
import TestSupport
import Testing

/// What must hold for Go's strategies, whatever else the matrix says.
@Suite struct KnownVerdictTests {
    @Test(arguments: [
        // golang/go#62130: dies when the stack is below, keeps a stale stack when it is above
        ("seed-test/below", "fixed", "S" as SafetyVerdict), ("seed-test/above", "fixed", "T"),
        // Go 1.21.1's rule passes its own test, in both placements
        ("seed-test/below", "sp-window", "ok"), ("seed-test/above", "sp-window", "ok"),
        ("seed-test/below", "requery", "ok"), ("seed-test/above", "requery", "ok"),
        // but not with coroutines smaller than its window, nor with stacks close together
        ("small-coroutine/24k", "sp-window", "U"), ("close-stacks", "sp-window", "U,S,H,T"),
        ("window-edge/same-stack", "sp-window", "S"),
        // C's handler queries like any other callback; the runtime's own does not
        ("signal-in-query/own-stack", "requery", "hung"), ("signal-in-query/own-stack", "accurate", "ok"),
        ("signal-in-query/coroutine", "accurate", "hung"), ("signal-in-query/coroutine", "sp-window", "ok"),
        ("signal-stack/new-thread", "fixed", "T"), ("signal-stack/badsignal", "fixed", "ok"),
        // machines that the runtime made never ask: Go's main, C, another stack, Go
        ("own-machine/below", "accurate", "S"), ("own-machine/below", "uncached", "S"),
        ("own-machine/below", "requery", "exit 2"), ("own-machine/above", "sp-window", "exit 2"),
        ("own-machine/above", "accurate", "T"), ("nested-switch/below", "accurate", "ok"),
        // its rule for nested switches
        ("nested-switch/below", "sp-window", "exit 2"), ("nested-switch/below", "requery", "exit 2"),
        ("nested-switch/above", "sp-window", "exit 2"), ("nested-switch/above", "requery", "exit 2"),
        ("nested-switch/below", "fixed", "S"), ("nested-switch/above", "fixed", "T"),
        // callbacks that never return: the call out stays counted, unless the thread ends with it
        ("abandoned/exception", "requery", "S"), ("abandoned/exception", "accurate", "ok"),
        ("abandoned/thread-exit", "requery", "ok"), ("abandoned/cancelled", "fixed", "ok"),
        ("abandoned/cancelled-anywhere", "sp-window", "ok"), ("abandoned/thread-exit", "vm-latched", "S"),
        // and what they held is lost: the machine of Go 1.20, the stack of a moved callback
        ("abandoned/thread-exit", "uncached", "D"), ("abandoned/cancelled", "uncached", "D"),
        ("abandoned/exception", "hop", "D"), ("abandoned/longjmp", "hop", "D"),
        // ray-project/ray#63290: nobody dies, and no work is done; before that, an abort
        ("deferred-work", "band", "D"), ("deferred-work", "fixed", "S"), ("deferred-work", "accurate", "ok"),
        // the kernel lets a stack grow that nobody registered
        ("unregistered/growing", "tiered", "ok"), ("unregistered/growing", "tiered:cooperation=off", "ok"),
        ("growing-stack", "tiered:cooperation=off", "ok"), ("unregistered/in-a-block", "tiered", "U"),
    ])
    func verdict(scenario: String, strategy: String, expected: SafetyVerdict) async throws {
        let played = try await TestChild.play(scenario, strategy)
        #expect(played.judgement.verdict == expected, "\(played.judgement.reason)")
    }

    /// Where only code of the runtime itself uses C's stack, as in Go.
    @Test(arguments: [
        // Go 1.19 passes the program of golang/go#59294
        ("deep-recursion/thread", "uncached", "ok" as SafetyVerdict),
        ("deep-recursion/main", "uncached", "ok"),
        // there is room for that code below every SP that callbacks come from
        ("small-coroutine/24k", "sp-window", "ok"), ("remapped/larger", "accurate", "ok"),
        // but not below this one
        ("adjacent-edge", "sp-window", "U,H,T"),
        // and who takes the stack for another one aborts at the entry
        ("small-coroutine/24k", "fixed", "S"), ("window-edge/same-stack", "sp-window", "S"),
        ("close-stacks", "sp-window", "H,T"),
    ])
    func verdictWithTheBodyOnItsOwnStack(
        scenario: String, strategy: String, expected: SafetyVerdict
    ) async throws {
        let played = try await TestChild.play(scenario, strategy, body: .own)
        #expect(played.judgement.verdict == expected, "\(played.judgement.reason)")
    }

    @Test func theMatrixIsTheSameForThreeSeeds() async throws {
        let strategies = ["none", "uncached", "fixed", "sp-window", "requery"]
        var verdicts: [[String]] = []
        for seed: UInt64 in [1, 2, 3] {
            verdicts.append(
                try await TestChild.matrix(strategies, seed: seed).map {
                    "\($0.scenario):\($0.strategy) \($0.judgement.verdict)"
                })
        }
        #expect(verdicts[0].count == ScenarioCatalogue.all.count * strategies.count)
        for other in verdicts.dropFirst() {
            #expect(other.difference(from: verdicts[0]).isEmpty)
        }
    }
}
