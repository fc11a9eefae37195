import CLibrary
import CProcesses

/// The word that each line of a child's answer begins with, which only the child's own code knows.
package struct ChannelSeal: Sendable {
    /// Something was written to a channel by code that does not know its seal.
    package struct Broken: Error {}

    /// The word.
    package let text: String

    /// A new one.
    package init() {
        let digits = (0..<SBS_SEAL_BYTES).map { _ in UInt8.random(in: 0..<16) }
        text = digits.map { String($0, radix: 16) }.joined()
    }

    /// The whole lines of what a child wrote, without their seal. One that was cut short is left out.
    package func lines(of channel: String) throws(Broken) -> [String] {
        var lines: [String] = []
        for line in channel.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            guard line.hasPrefix(text + " ") else { throw Broken() }
            lines.append(String(line.dropFirst(text.count + 1)))
        }
        return lines
    }
}

extension ProcessLaunch {
    /// Gives a program of ours that is started for a task a channel, and a seal for it as its last argument.
    package mutating func addChannel() -> ChannelSeal {
        let seal = ChannelSeal()
        hasChannel = true
        arguments.append(seal.text)
        return seal
    }
}

/// This process's own end of the channel on which it answers whoever started it.
package enum ChildChannel {
    /// Takes the channel, before any code of others runs.
    ///
    /// - Parameters: those of main.
    package static func open(_ count: CInt, _ arguments: UnsafePointer<UnsafeMutablePointer<CChar>?>?) {
        sbs_channel_open(count, arguments)
    }

    /// Whether whoever started this process expects seals; earlier versions read standard output.
    package static var hasSeal: Bool { sbs_channel_has_seal() }

    /// Ends this process if it is a fork of the one that took the channel, which alone answers: what a strategy
    /// has forked would answer a second time.
    package static func endForks() {
        if !sbs_channel_is_own() { _exit(1) }
    }

    /// Writes a line.
    package static func write(_ line: String) {
        var line = line + "\n"
        line.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { sbs_channel_write($0.baseAddress!, $0.count) }
        }
    }
}
