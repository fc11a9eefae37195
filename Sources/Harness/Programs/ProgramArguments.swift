import CHarnessSupport

/// The arguments that this program was started with.
package enum ProgramArguments {
    /// The program's name comes first. Avoids `CommandLine.arguments` if possible: on Linux it reads
    /// `/proc/self/cmdline`, and is empty without `/proc`.
    package static var all: [String] {
        var count: CInt = 0
        guard let arguments = sbs_program_arguments(&count), count > 0 else { return CommandLine.arguments }
        return (0..<Int(count)).compactMap { arguments[$0].map { String(cString: $0) } }
    }
}
