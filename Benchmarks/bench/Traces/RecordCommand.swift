import ArgumentParser
import Harness
import Report
import SystemPackage
import Traces

/// `bench record`: where a program's callbacks come from.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record where a program's callbacks come from, for bench trace and for replay.",
        discussion: """
            bench record --at SYMBOL -- COMMAND… starts the program, --pid attaches to one. A SYMBOL is a function \
            of the program or of a library that it starts with, static ones included; FILE:SYMBOL is one of a \
            library that it may load later.
            Exit status: the program's own; 1 or 2 when nothing was recorded; 128 + n when ended by signal n.
            """)

    @Option(
        help: ArgumentHelp(
            "A function through which C calls the runtime (repeatable).", valueName: "symbol"))
    var at: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            A function that ends a callback, so that nesting is known (repeatable); 'return' means the \
            return of the --at functions, which kills a program that switches stacks within a callback.
            """, valueName: "symbol"))
    var end: [String] = []

    @Option(
        name: .customLong("switch"),
        help: ArgumentHelp("A function that switches stacks (repeatable).", valueName: "symbol"))
    var switches: [String] = []

    @Option(
        help: ArgumentHelp(
            "The functions of a runtime: \(RuntimePreset.names.joined(separator: ", ")).", valueName: "name"))
    var runtime: String?

    @Option(
        help:
            "How calls are seen: uprobe, which needs privileges, or breakpoint. Default: the best that is allowed."
    )
    var source: RecordingRequest.Source?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("File for the trace. Default: a new one in results/local.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("A process to attach to.", valueName: "pid"))
    var pid: Int32?

    @Option(
        help: ArgumentHelp("Stop recording after this time: 90s, 5m, 1h.", valueName: "time"),
        transform: TimeBudget.init(typed:))
    var duration: TimeBudget?

    @Option(
        help: ArgumentHelp(
            "Record the first part of each period only, 100ms/1s. Default: everything.",
            valueName: "part/period"),
        transform: RecordHarness.window)
    var window: RecordingRequest.Window?

    @Option(
        name: .customLong("from-perf-script"),
        help: ArgumentHelp(
            """
            Make the trace of what perf script printed on any machine; --at, --end and --switch name its events. \
            docs/trace.md has the commands.
            """, valueName: "file"))
    var perfScript: String?

    @Option(help: ArgumentHelp("Stop recording after so many callbacks.", valueName: "number"))
    var maxCallbacks: UInt64?

    @Argument(
        parsing: .postTerminator, help: ArgumentHelp("The program and its arguments.", valueName: "command"))
    var command: [String] = []

    func run() throws {
        let preset = try runtime.map(RecordHarness.preset)
        let path = try ResultPath.destination(
            output ?? RecordHarness.newPath().string, option: "--output")
        var request = RecordingRequest(output: path)
        request.command = command
        request.process = pid
        request.entries = (preset?.entries ?? []) + at
        request.ends = (preset?.ends ?? []) + end
        request.switches = switches
        request.source = source
        request.duration = duration.map { UInt64($0.seconds * 1e9) }
        request.window = window
        request.perfScript = perfScript.map { FilePath($0) }
        request.mostCallbacks = maxCallbacks ?? .max
        let result = try RecordHarness.record(request, note: StandardError.say)
        for note in result.notes { StandardError.say(note) }
        StandardError.say(RecordingSentence.text(result))
        StandardError.say("trace: \(path)")
        if let status = result.status, status != 0 { throw ExitCode(status) }
    }
}

extension RecordingRequest.Source: ExpressibleByArgument {}
