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
        abstract: "Say what each strategy, runtime, workload and scenario is, and what this machine lacks.")

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
            strategies: StrategyCatalogue.all.map {
                Listing.Entry(
                    strategy: $0.name, version: $0.version, rule: $0.rule, source: $0.source,
                    isCore: core.contains($0.name))
            },
            runtimes: try InstalledRuntime.all().map {
                Listing.Entry(
                    runtime: $0.name, summary: $0.summary, found: $0.found, unavailable: $0.unavailable)
            },
            workloads: WorkloadCatalogue.all.map {
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
