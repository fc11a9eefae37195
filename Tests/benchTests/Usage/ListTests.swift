import BoundsStrategies
import CallbackRuntime
import FoundationEssentials
import Scenarios
import Subprocess
import SystemPackage
import Testing
import Workloads

/// `bench list` tells what the code has.
@Suite("List")
struct ListTests {
    private struct Listing: Decodable {
        struct Entry: Decodable {
            let name: String
        }
        let strategies: [Entry]
        let workloads: [Entry]
        let scenarios: [Entry]
    }

    @Test func jsonNamesEverything() async throws {
        let run = try await Program.run("list", "--format", "json")
        let listing = try JSONDecoder().decode(Listing.self, from: Data(run.output.utf8))
        #expect(listing.strategies.map(\.name) == StrategyCatalogue.all.map(\.name))
        #expect(listing.workloads.map(\.name) == WorkloadCatalogue.all.map(\.name))
        #expect(listing.scenarios.map(\.name) == ScenarioCatalogue.all.map(\.name))
    }

    @Test func tableNamesEverything() async throws {
        let run = try await Program.run("list")
        #expect(run.status == .exited(0))
        for name in WorkloadCatalogue.all.map(\.name) { #expect(run.output.contains("  \(name) ")) }
    }
}
