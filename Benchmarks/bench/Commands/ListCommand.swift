import ArgumentParser
import BenchResults
import BoundsStrategies
import CallbackRuntime
import FoundationEssentials
import Harness
import Report
import Scenarios
import Workloads

/// `bench list`: what there is to measure.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the strategies, runtimes, workloads and scenarios, and what this machine lacks.")

    @Option(help: "table or json.")
    var format: Format = .table

    /// The forms of a list.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    func run() throws {
        let core = Set(StrategyCatalogue.core.map(\.name))
        let listing = Listing(
            strategies: StrategyCatalogue.entries.map {
                let strategy = $0.strategy
                return Listing.Entry(
                    strategy: strategy.name, version: strategy.version, rule: strategy.rule,
                    source: strategy.source, isCore: core.contains(strategy.name),
                    origin: $0.origin.rawValue, renewal: $0.renewal.rawValue, outside: $0.outside.rawValue)
            },
            runtimes: try InstalledRuntime.all().map {
                Listing.Entry(
                    runtime: $0.name, summary: $0.summary, found: $0.found, unavailable: $0.unavailable)
            },
            workloads: (WorkloadCatalogue.all + CommittedTraces.workloads).map {
                Listing.Entry(
                    workload: $0.name, version: $0.version, summary: $0.summary, tier: "\($0.tier)",
                    unavailable: $0.unavailability())
            },
            scenarios: ScenarioCatalogue.all.map {
                Listing.Entry(
                    scenario: $0.name, number: $0.number, summary: $0.summary,
                    unavailable: $0.unavailability())
            },
            runtimeScenarios: RuntimeScenarioCatalogue.all.map {
                Listing.Entry(
                    scenario: $0.name, number: nil, summary: $0.summary, unavailable: $0.unavailability())
            }, pairing: PairingRequest.currentVersion)
        switch format {
        case .table: try StandardOutput.write(Document(listing).text(for: .standardOutput))
        case .json:
            let text = try ResultStore.encode(listing, pretty: true)
            try StandardOutput.write(String(decoding: text, as: UTF8.self))
        }
    }
}
