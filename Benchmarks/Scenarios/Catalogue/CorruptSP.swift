import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 30 and 31. SP is overwritten in a program that never switches stacks: the downside that Go 1.21.1's rule
/// admits.
///
/// 30, `corrupt-sp`: after three healthy callbacks SP points into the heap, into data, or into a mapping
/// below or (not on the main thread) above the stack. The program continues from there with 16 callbacks,
/// each at an SP that wanders by up to 1 KiB. 200 trials with random addresses, each in a forked process in
/// which SP really has that value.
/// - Truth: the thread's own stack, which holds none of these addresses.
/// - Expected: the first callback is refused in every trial. Reported: how often the first was
///   accepted and how often nothing was noticed in 16 callbacks, with 95 % intervals; the callback in
///   which it was noticed, and the distance of SP from the stack.
/// - `fixed` notices every SP below the stack, and none above it, since only the low side is checked.
///   `sp-window` accepts all of them: a stack it does not know is a stack that C may have switched to.
/// - Random: only the class of the outcome is compared.
///
/// 31, `corrupt-sp/known-stack`: SP is overwritten with another place in the thread's own stack. Nothing can
/// detect this: it is the honest control. Expected: refused, which no strategy can do.
extension Scenario {
    static let corruptOnThread = corruptSP("thread", on: .pthread)
    static let corruptOnMain = corruptSP("main", on: .mainThread)

    static let corruptInKnownStack = Scenario(
        31, "corrupt-sp/known-stack", "SP is overwritten with another place in the thread's own stack",
        setUp: "a pthread calls back; SP is moved to the middle half of its own stack",
        truth: "pthread's bounds",
        source: "control: undetectable", looksFor: [.corruptionAccepted]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let quarter = UInt(own.size / 4)
        stage.callback("healthy", on: own)
        let sp = own.hi - quarter - UInt.random(in: 0..<(2 * quarter / 16), using: &stage.random) * 16
        let probe = stage.probe("corrupt SP", on: own, .isCorrupt(256))
        sbs_call_at(sp &+ stage.entryDistance, sbs_make_probe, probe.pointer)
    }

    private static func corruptSP(_ variant: String, on place: Place) -> Scenario {
        Scenario(
            30, "corrupt-sp/\(variant)",
            "SP overwritten with addresses in heap, data and mappings, 200 trials",
            setUp: "three callbacks; then SP points into heap, data or a mapping, and up to 16 more are made",
            truth: "the thread's own stack", source: "CL 527715: its primary downside",
            looksFor: [.corruptionAccepted], on: place, isRandom: true,
            unavailability: { place == .mainThread ? ThreadStack.mainThreadUnavailability : nil }
        ) { (stage) throws(StagingError) in
            let own = place == .mainThread ? try ThreadStack.ofMainThread() : ThreadStack.ofPthread
            let trials = try CorruptionTrials(own: own, hasRoomAbove: place == .pthread)
            for time in ["first", "second", "third"] { stage.callback("healthy, \(time)", on: own) }
            for _ in 0..<200 { try trials.perform(stage) }
        }
    }
}
