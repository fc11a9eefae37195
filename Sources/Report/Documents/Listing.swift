/// What there is to measure, as `bench list` prints it.
package struct Listing: Encodable, Sendable {
    /// A strategy, runtime, workload or scenario. What its kind does not have is nil, and not in the JSON.
    package struct Entry: Encodable, Sendable {
        let number, version: Int?
        let name: String
        let rule, source, found: String?
        let isCore: Bool?
        let origin, renewal, outside: String?
        let summary, tier, unavailable: String?

        /// A strategy; one that is core is measured unless others are named. `origin` is where its bounds come
        /// from, `renewal` when it looks for new ones, and `outside` what becomes of a callback outside of them.
        package init(
            strategy name: String, version: Int, rule: String, source: String, isCore: Bool, origin: String,
            renewal: String, outside: String
        ) {
            (self.name, self.version, self.rule, self.source) = (name, version, rule, source)
            (self.origin, self.renewal, self.outside) = (origin, renewal, outside)
            (self.isCore, number, summary, tier, unavailable) = (isCore, nil, nil, nil, nil)
            found = nil
        }

        /// A real runtime, the version that was found here, and why there is none if so.
        package init(runtime name: String, summary: String, found: String?, unavailable: String?) {
            (self.name, self.summary, self.found, self.unavailable) = (name, summary, found, unavailable)
            (number, version, rule, source, isCore, tier) = (nil, nil, nil, nil, nil, nil)
            (origin, renewal, outside) = (nil, nil, nil)
        }

        /// A workload, whose tier is `quick`, `standard` or `named`, and why it is not possible here if so.
        package init(
            workload name: String, version: Int, summary: String, tier: String, unavailable: String?
        ) {
            (self.name, self.version, self.summary, self.tier) = (name, version, summary, tier)
            (self.unavailable, number, rule, source, isCore) = (unavailable, nil, nil, nil, nil)
            (origin, renewal, outside) = (nil, nil, nil)
            found = nil
        }

        /// A safety scenario, with its number if it is one of strategies, and why it is not possible here if so.
        package init(scenario name: String, number: Int?, summary: String, unavailable: String?) {
            (self.name, self.number, self.summary, self.unavailable) = (name, number, summary, unavailable)
            (version, rule, source, isCore, tier, found) = (nil, nil, nil, nil, nil, nil)
            (origin, renewal, outside) = (nil, nil, nil)
        }
    }

    let strategies, runtimes, workloads, scenarios, runtimeScenarios: [Entry]
    /// Version of the request that `bench commits` makes of a program's harness.
    let pairing: Int
    /// Whether its children answer on a channel, which those of earlier versions do not.
    let hasChannel = true
    /// Whether it replays traces, which those of earlier versions do not.
    let replaysTraces = true

    /// Puts a list together.
    package init(
        strategies: [Entry], runtimes: [Entry], workloads: [Entry], scenarios: [Entry],
        runtimeScenarios: [Entry], pairing: Int
    ) {
        (self.strategies, self.workloads, self.scenarios) = (strategies, workloads, scenarios)
        (self.runtimes, self.runtimeScenarios) = (runtimes, runtimeScenarios)
        self.pairing = pairing
    }
}

extension Listing.Entry {
    /// When a strategy renews bounds, what happens outside of them, and whether it is measured by default.
    fileprivate var placing: String? {
        guard let renewal, let outside else { return nil }
        let core = isCore == true ? "; measured unless others are named" : ""
        return "renewed: \(renewal); SP outside: \(outside)\(core)"
    }
}

extension Document {
    /// What there is to measure.
    package init(_ listing: Listing) {
        func table(_ caption: Prose, _ column: String, _ entries: [Listing.Entry]) -> Block {
            .table(
                Table(
                    caption: caption, columns: [column, "summary"],
                    rows: entries.map { entry in
                        let rule = entry.rule.map { "\($0) [\(entry.source ?? "")]" }
                        let reason = entry.unavailable.map { "not possible here: \($0)" }
                        return Table.Row(
                            header: entry.name,
                            cells: [
                                Table.Cell(
                                    rule ?? entry.summary ?? "",
                                    detail: reason ?? entry.found.map { "here: \($0)" } ?? entry.placing)
                            ])
                    }, isText: true))
        }
        let (strategies, workloads) = (listing.strategies, listing.workloads)
        var origins: [String] = []
        for origin in strategies.compactMap(\.origin) where !origins.contains(origin) {
            origins.append(origin)
        }
        let grouped = origins.map { origin in
            table(
                "Strategies whose bounds come from: \(origin)", "strategy",
                strategies.filter { $0.origin == origin })
        }
        let tables =
            grouped + [
                table("Real runtimes, measured by name only", "runtime", listing.runtimes),
                table("Workloads of a quick run", "workload", workloads.filter { $0.tier == "quick" }),
                table(
                    "Workloads of a standard run, besides", "workload",
                    workloads.filter { $0.tier == "standard" }
                ),
                table("Workloads measured by name only", "workload", workloads.filter { $0.tier == "named" }),
                table("Scenarios of bench check", "scenario", listing.scenarios),
                table("Scenarios of bench check --runtime", "scenario", listing.runtimeScenarios),
            ]
        self.init(title: "What there is to measure", sections: [Section(title: "", blocks: tables)])
    }
}
