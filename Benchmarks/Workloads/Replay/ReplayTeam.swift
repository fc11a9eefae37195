import CStackSupport
import ForeignStacks
import Traces

extension Workload {
    /// Recorded threads that call back at the same time, each on a thread of its own.
    static func prepare(_ trace: Trace, threads: [Int]) throws(ClaimError) -> PreparedWorkload {
        let states = UnsafeMutablePointer<sbs_replay>.allocate(capacity: threads.count)
        let made = ReplayTeam(states)
        let prepared = PreparedWorkload(
            loop: sbs_loop_replay_team, timer: sbs_time_replay_team,
            state: sbs_replay_team(callback: .control, threads: states, team: nil)
        ) { (seen) throws(ClaimError) in
            try made.check(seen)
        }
        // The own stacks of the team are known when there is one.
        let team = try Team(threads.count, sbs_replay_work, prepared.state)
        prepared.state.assumingMemoryBound(to: sbs_replay_team.self).pointee.team = team.handle
        for (index, thread) in threads.enumerated() {
            let own = try made.ownStack(of: index, team)
            let replay = try ReplayThread(thread, of: trace, own: own, from: own.hi - 4096)
            (states + index).initialize(to: replay.state)
            try replay.start(states + index)
            made.threads.append(replay)
        }
        prepared.keepAlive(team)
        prepared.keepAlive(made)
        return prepared
    }
}

/// The threads of a replay.
private final class ReplayTeam {
    var threads: [ReplayThread] = []
    private let states: UnsafeMutablePointer<sbs_replay>

    init(_ states: UnsafeMutablePointer<sbs_replay>) { self.states = states }

    deinit { states.deallocate() }

    /// The own stack of a thread of the team.
    func ownStack(of index: Int, _ team: Team) throws(ClaimError) -> ForeignStack {
        let bounds = sbs_team_stack(team.handle, UInt32(index))
        guard bounds.hi > bounds.lo else { throw ClaimError("the stack of a thread is not known") }
        return ForeignStack(lo: bounds.lo, hi: bounds.hi)
    }

    /// Each thread called back as often as the others, in its own order.
    func check(_ seen: [PreparedWorkload.Observation]) throws(ClaimError) {
        let byThread = Dictionary(grouping: seen, by: \.procid)
        try ClaimError.check(
            byThread.count == threads.count,
            "\(byThread.count) threads called back instead of \(threads.count)")
        for observations in byThread.values {
            let fits = threads.contains { (try? $0.check(observations)) != nil }
            try ClaimError.check(fits, "a thread did not call back on the stacks on which it was recorded")
        }
    }
}
