import ChildProtocol
import Testing

@testable import Scenarios

@Suite("Catalogue of scenarios of real runtimes")
struct RuntimeCatalogueTests {
    private func runtime(
        isOnAnyThread: Bool = true, callsOut: Bool = true, recurses: Bool = true
    ) -> RuntimeDescription {
        RuntimeDescription(
            name: "mine", version: "1", isOnAnyThread: isOnAnyThread, usesCStack: true, callsOut: callsOut,
            recurses: recurses, mappings: nil)
    }

    /// A name selects one scenario, or the family of all of them, whichever catalogue it is in.
    @Test func namesAreUniqueOverBothCatalogues() throws {
        let names = RuntimeScenarioCatalogue.all.map(\.name)
        try #require(names.count >= 15)
        #expect(
            Set(names + ScenarioCatalogue.all.map(\.name)).count == names.count + ScenarioCatalogue.all.count)
        for name in names { #expect(try #/runtime/[a-z0-9-]+/#.wholeMatch(in: name) != nil, "\(name)") }
    }

    @Test func everyScenarioSaysWhatItIs() {
        for scenario in RuntimeScenarioCatalogue.all {
            for text in [scenario.summary, scenario.setUp, scenario.truth, scenario.source] {
                #expect(!text.isEmpty && !text.contains("\n"), "\(scenario.name)")
            }
        }
    }

    /// What a runtime cannot do leaves out what needs it, and nothing else.
    @Test func whatARuntimeCannotDoIsSaid() {
        func left(_ runtime: RuntimeDescription) -> [String: String] {
            Dictionary(
                uniqueKeysWithValues: RuntimeScenarioCatalogue.all.compactMap { scenario in
                    scenario.unavailability(for: runtime).map { (scenario.name, $0) }
                })
        }
        #expect(left(runtime()) == [:])
        let oneThread = "only the thread that started it can call back"
        #expect(
            left(runtime(isOnAnyThread: false))
                == ["runtime/migration": oneThread, "runtime/recycled-stack": oneThread])
        #expect(left(runtime(callsOut: false)) == ["runtime/nested": "its callbacks do not call out to C"])
        let flat = left(runtime(recurses: false))
        #expect(flat.count == 7 && Set(flat.values) == ["its callbacks do not recurse"])
        #expect(flat.keys.allSatisfy { $0.contains("deep") || $0.contains("room") })
    }
}
