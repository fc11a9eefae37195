import CHarnessSupport
import Processes

/// The arguments that this program was started with.
package enum ProgramArguments {
    /// The program's name comes first. Avoids `CommandLine.arguments` if possible: on Linux it reads
    /// `/proc/self/cmdline`, and is empty without `/proc`.
    package static var all: [String] {
        var count: CInt = 0
        guard let arguments = sbs_program_arguments(&count), count > 0 else { return CommandLine.arguments }
        return (0..<Int(count)).compactMap { arguments[$0].map { String(cString: $0) } }
    }

    /// Takes the channel that this process was given, if it was, and wipes the argument with its seal.
    package static func openChannel() {
        var count: CInt = 0
        let arguments = sbs_program_arguments(&count)
        ChildChannel.open(count, arguments)
        // Wiped. What a child allocates should not depend on how it answers.
        if ChildChannel.hasSeal { sbs_forget_last_argument() }
    }
}
