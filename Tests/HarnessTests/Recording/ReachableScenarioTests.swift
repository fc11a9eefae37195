import Harness
import Scenarios
import Testing
import Traces

/// Patterns of programs lead to scenarios that there are.
@Suite("Reachable scenarios")
struct ReachableScenarioTests {
    @Test(arguments: TracePattern.allCases)
    func areInTheCatalogue(_ pattern: TracePattern) {
        let names = Set(ScenarioCatalogue.all.map(\.name))
        #expect(!pattern.scenarios.isEmpty)
        #expect(pattern.scenarios.allSatisfy(names.contains), "\(pattern.scenarios)")
    }

    /// Those that come of something else than where callbacks come from: limits, signals, libraries that lie.
    @Test func leaveOutWhatNoTraceShows() {
        let reached = Set(TracePattern.allCases.flatMap(\.scenarios))
        for name in ["rlimit/lowered", "signal-stack/32k", "lying-query/high", "corrupt-sp/main", "vfork"] {
            #expect(!reached.contains(name))
        }
    }
}
