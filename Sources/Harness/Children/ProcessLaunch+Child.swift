import CLibrary
import Processes

extension ProcessLaunch {
    /// Has a child of ours answer on a channel, and keeps of what it prints as much as is shown.
    ///
    /// - Returns: the seal of its answer.
    mutating func answersOnChannel() -> ChannelSeal {
        output = .beginning(limit: PrintedText.mostBytes)
        return addChannel()
    }
}

extension EndedProcess {
    /// What ends a child that has passed its deadline, where the harness does not: its own alarm.
    static let alarm = SIGALRM
}

extension Duration {
    /// When a child that has an alarm of its own is killed, as it may have blocked signals, or be stopped.
    static func ofChild(seconds: Int) -> Duration { .seconds(seconds + 2) }
}
