import Measurement

// Started by itself to measure one cell? Then load nothing else: the child's start-up time and mappings
// are part of the measurement.
if let request = ChildMain.request(in: CommandLine.arguments) {
    ChildMain.run(request)
} else {
    await BenchCommand.runAndExit()
}
