import CLibrary
import Processes

extension EndedProcess {
    /// Whether it passed its deadline: its own alarm ended it, or the harness did.
    var isHung: Bool { end == .timedOut || end == .signaled(SIGALRM) }
}

extension Duration {
    /// When a child that has an alarm of its own is killed, as it may have blocked signals, or be stopped.
    static func ofChild(seconds: Int) -> Duration { .seconds(seconds + 2) }
}
