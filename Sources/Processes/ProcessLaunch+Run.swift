import CLibrary
import CProcesses
import SystemPackage

extension ProcessLaunch {
    /// Runs the program and waits until it, and everything that it started, has ended.
    ///
    /// - Parameters:
    ///   - eachLine: is told each whole line of the standard output as it comes.
    ///   - eachAnswer: is told each whole line of the channel as it comes, with its seal.
    /// - Returns: how it ended and what was kept of what it wrote.
    /// - Throws: `LaunchFailure`; `Interrupted` when a signal came, after which the program has ended too.
    package func run(
        eachLine: (String) -> Void = { _ in }, eachAnswer: (String) -> Void = { _ in }
    ) throws -> EndedProcess {
        if !ignoresInterruption { try Interruption.check() }
        Interruption.stopIfWanted()
        let running = try RunningProcess(self)
        let clock = ContinuousClock()
        var kill = clock.now + deadline
        var kills = 0
        var reason: EndedProcess.End?
        var interruption: Interrupted?
        var lines = LineReader()
        var answers = LineReader()
        while running.isRunning {
            let isWatching = interruption == nil && !ignoresInterruption
            running.wait(until: kill, watching: isWatching ? Interruption.descriptor : nil)
            let before = clock.now
            Interruption.stopIfWanted(before: running.stop, after: running.goOn)
            kill += clock.now - before
            if let output = running.output { lines.lines(of: output.bytes).forEach(eachLine) }
            if let channel = running.channel { answers.lines(of: channel.bytes).forEach(eachAnswer) }
            if isWatching {
                do throws(Interrupted) {
                    try Interruption.check()
                } catch {
                    interruption = error
                    running.ask()
                    kill = min(kill, clock.now + grace)
                }
            }
            if running.hasSaidTooMuch, kills == 0 { kill = clock.now }
            // What ended while this process was stopped, or the machine slept, is not late.
            if clock.now >= kill { running.wait(until: clock.now, watching: nil) }
            if clock.now >= kill, running.isRunning {
                if reason == nil, interruption == nil { reason = .timedOut }
                running.kill(isLast: kills == 5)
                kills += 1
                kill = clock.now + .seconds(1)
            }
        }
        running.reap()
        if let interruption { throw interruption }
        return try running.ended(reason)
    }
}

/// Splits what has come into lines.
private struct LineReader {
    private var seen = 0
    private var searched = 0

    /// The whole lines that have not been taken yet.
    mutating func lines(of bytes: [UInt8]) -> [String] {
        let newline = UInt8(ascii: "\n")
        defer { searched = bytes.count }
        guard let end = bytes[searched...].lastIndex(of: newline) else { return [] }
        defer { seen = end + 1 }
        return bytes[seen..<end].split(separator: newline).map { String(decoding: $0, as: UTF8.self) }
    }
}
