import ArgumentParser
import Harness
import Report

/// `bench explain`: which instructions two commits execute in one cell.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show the instructions that two commits execute in one cell, side by side, each counted.",
        discussion: """
            Both sides are commits or programs, as bench commits takes them, and are built in the same way. \
            valgrind counts every instruction; llvm-objdump, which comes with the Swift toolchain, reads it. \
            What is the same on both sides is the same wherever it lies.
            """)

    @Argument(help: ArgumentHelp("The older commit, or a program's path.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The newer one.", valueName: "new"))
    var new: String

    @Argument(help: ArgumentHelp("The cell: thread:fixed.", valueName: "cell"))
    var cell: String

    @Option(help: "What to print on standard output: table or markdown.")
    var format: Format = .table

    @Flag(help: "Show every executed instruction of the program, and not only the hot ones and what differs.")
    var all = false

    @OptionGroup var cpu: CPUOption

    @Flag(help: "Build commits that were built before, too, and do not keep the programs.")
    var noCache = false

    /// The forms in which it is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case markdown
    }

    func run() throws {
        let explanation = try ExplainHarness(
            (old: old, new: new), cell: cell, cpu: cpu.cpu, usesCache: !noCache,
            listener: StandardError.listen
        ).run()
        let document = Document(explanation, showingAll: all)
        try StandardOutput.write(
            format == .table ? document.text(for: .standardOutput) : document.markdown)
    }
}
