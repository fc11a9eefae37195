// Runs a scenario with a real or a broken strategy: the child process of the tests.

import Scenarios
import Statistics

guard let request = ScenarioChild.request(in: CommandLine.arguments) else {
    fatalError("this program is started by tests")
}
ScenarioChild.run(request, strategy: { try BrokenStrategies.strategy(named: $0.strategy) }) {
    SeededGenerator(seed: $0)
}
