import Harness
import ArgumentParser
import BoundsStrategies
import CallbackRuntime
import FoundationEssentials
import Scenarios
import Workloads

/// `bench list`: what there is to measure.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Say what each strategy, workload and scenario is, and what this machine lacks.")

    @Option(help: "table or json.")
    var format: Format = .table

    /// The forms of a list.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    private struct Strategy: Encodable {
        let name: String
        let version: Int
        let rule: String
        let source: String
        let isCore: Bool
    }

    private struct Workload: Encodable {
        let name: String
        let version: Int
        let summary: String
        let tier: String
        let unavailable: String?
    }

    private struct Scenario: Encodable {
        let number: Int
        let name: String
        let summary: String
        let unavailable: String?
    }

    private struct Listing: Encodable {
        let strategies: [Strategy]
        let workloads: [Workload]
        let scenarios: [Scenario]
        /// Version of the request that `bench commits` makes of a program's harness.
        let pairing = PairingRequest.currentVersion
    }

    func run() throws {
        let core = Set(StrategyCatalogue.core.map(\.name))
        let listing = Listing(
            strategies: StrategyCatalogue.all.map {
                Strategy(
                    name: $0.name, version: $0.version, rule: $0.rule, source: $0.source,
                    isCore: core.contains($0.name))
            },
            workloads: WorkloadCatalogue.all.map {
                Workload(
                    name: $0.name, version: $0.version, summary: $0.summary, tier: "\($0.tier)",
                    unavailable: $0.unavailability())
            },
            scenarios: ScenarioCatalogue.all.map {
                Scenario(
                    number: $0.number, name: $0.name, summary: $0.summary, unavailable: $0.unavailability())
            })
        switch format {
        case .table: try StandardOutput.write(text(of: listing))
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            try StandardOutput.write(String(decoding: try encoder.encode(listing), as: UTF8.self) + "\n")
        }
    }

    private func text(of listing: Listing) -> String {
        var columns = Columns()
        for (title, isCore) in [("Strategies", true), ("Strategies measured by name only", false)] {
            columns.add(line: title)
            for strategy in listing.strategies where strategy.isCore == isCore {
                columns.add("  \(strategy.name)", spanning: "\(strategy.rule) [\(strategy.source)]")
            }
            columns.add(line: "")
        }
        for (title, tier) in [
            ("Workloads of a quick run", Workloads.Workload.Tier.quick),
            ("Workloads of a standard run, besides", .standard),
            ("Workloads measured by name only", .named),
        ] {
            if tier > .quick { columns.add(line: "") }
            columns.add(line: title)
            for workload in listing.workloads where workload.tier == "\(tier)" {
                Self.add(workload.name, workload.summary, unless: workload.unavailable, to: &columns)
            }
        }
        columns.add(line: "")
        columns.add(line: "Scenarios of bench check")
        for scenario in listing.scenarios {
            Self.add(scenario.name, scenario.summary, unless: scenario.unavailable, to: &columns)
        }
        return columns.text
    }

    private static func add(
        _ name: String, _ summary: String, unless reason: String?, to columns: inout Columns
    ) {
        columns.add("  \(name)", spanning: summary)
        if let reason { columns.add("", spanning: "not possible here: \(reason)") }
    }
}
