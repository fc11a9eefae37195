import BoundsStrategies
import CallbackRuntime
import FoundationEssentials
import Scenarios
import SystemPackage
import TestSupport
import Testing
import Workloads

/// `bench list` tells what the code has.
@Suite("List")
struct ListTests {
    private struct Listing: Decodable {
        struct Entry: Decodable {
            let name: String
            let found: String?
            let unavailable: String?
            let origin, renewal, outside: String?
        }
        let strategies: [Entry]
        let runtimes: [Entry]
        let workloads: [Entry]
        let scenarios: [Entry]
        let runtimeScenarios: [Entry]
    }

    @Test func jsonNamesEverything() async throws {
        try #require(WorkloadCatalogue.all.count > 30 && ScenarioCatalogue.all.count >= 37)
        let run = try await Program.bench.run("list", "--format", "json")
        let listing = try JSONDecoder().decode(Listing.self, from: Data(run.output.utf8))
        #expect(listing.strategies.map(\.name) == StrategyCatalogue.all.map(\.name))
        for (strategy, entry) in zip(listing.strategies, StrategyCatalogue.entries) {
            #expect(strategy.origin == entry.origin.rawValue)
            #expect(strategy.renewal == entry.renewal.rawValue && strategy.outside == entry.outside.rawValue)
        }
        #expect(listing.runtimes.map(\.name) == ["go", "hotspot", "cpython", "ruby", "guile", "boehm"])
        for runtime in listing.runtimes {
            #expect((runtime.found == nil) != (runtime.unavailable == nil), "\(runtime.name)")
        }
        // Traces of the current folder come behind.
        let workloads = listing.workloads.map(\.name).filter { !$0.hasPrefix(Workload.tracePrefix) }
        #expect(workloads == WorkloadCatalogue.all.map(\.name))
        #expect(listing.scenarios.map(\.name) == ScenarioCatalogue.all.map(\.name))
        #expect(listing.runtimeScenarios.map(\.name) == RuntimeScenarioCatalogue.all.map(\.name))
    }

    @Test func tableNamesEverything() async throws {
        let run = try await Program.bench.run("list")
        #expect(run.status == .exited(0))
        let names =
            WorkloadCatalogue.all.map(\.name) + StrategyCatalogue.all.map(\.name)
            + RuntimeScenarioCatalogue.all.map(\.name)
        try #require(names.count > 80)
        for origin in StrategyCatalogue.Origin.allCases {
            #expect(run.output.contains("come from: \(origin.rawValue)\n"))
        }
        for name in names { #expect(run.output.contains("\n\(name) "), "\(name)") }
    }

    /// The page about who ships what has a row for each.
    @Test func everyStrategyHasARowInThePageOfWhoShipsIt() throws {
        let page = try Repository.root.appending("docs/strategies.md").text()
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.map { String($0.split(separator: "`")[1]) } == StrategyCatalogue.all.map(\.name))
    }
}
