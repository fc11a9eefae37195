import BoundsStrategies
import CallbackRuntime
import Harness
import Scenarios
import Statistics

// Before anything else: what the answer is written to, out of reach of code of others.
ProgramArguments.openChannel()

// Started by itself to measure one cell? Then load nothing else: the child's start-up time and mappings
// are part of the measurement.
let arguments = ProgramArguments.all
if let request = ChildMain.request(in: arguments) {
    ChildMain.run(request)
} else if let request = ScenarioChild.request(in: arguments) {
    ScenarioChild.run(request, strategy: StrategyCatalogue.strategy(for:)) { SeededGenerator(seed: $0) }
} else if let request = RuntimeScenarioChild.request(in: arguments) {
    RuntimeScenarioChild.run(request)
} else if let request = ExploreChild.request(in: arguments) {
    ExploreChild.run(request, strategy: StrategyCatalogue.strategy(for:)) { SeededGenerator(seed: $0) }
} else if let path = LibraryChild.path(in: arguments) {
    LibraryChild.run(path)
} else if let request = RuntimeChild.request(in: arguments) {
    RuntimeChild.run(request)
} else if let request = PairingRequest.text(in: arguments) {
    try BenchCommand.prepareProcess()
    endProcess(PairingHarness.run(request, listener: StandardError.listen))
} else {
    BenchCommand.runAndExit(Array(arguments.dropFirst()))
}

extension StrategyCatalogue {
    /// The strategy that a scenario is to be played with, of a library or built in.
    fileprivate static func strategy(for request: ScenarioRequest) throws -> BoundsStrategy {
        let plugIns = try StrategyLibrary.load(request.strategyLibraries) {
            ScenarioChild.isLoading(library: $0)
        }
        return try strategy(named: request.strategy, or: plugIns)
    }

    /// The strategy that is to be explored, of a library or built in.
    fileprivate static func strategy(for request: ExploreRequest) throws -> BoundsStrategy {
        let plugIns = try StrategyLibrary.load(request.strategyLibraries) {
            ExploreMessage.write(ExploreMessage(loading: $0))
        }
        return try strategy(named: request.strategy, or: plugIns)
    }
}
