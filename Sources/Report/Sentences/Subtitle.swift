import BenchResults
import FoundationEssentials
import MachineInspection

/// What results are of, on one line.
struct Subtitle {
    private let provenances: [Provenance]
    /// Those that everything random in the results came from.
    private let seeds: [UInt64]
    /// Machines of a run that several measured; 0 where there is none such.
    private let machines: Int
    /// What is compared, where nothing else is shown.
    private let comparisons: [ResultComparison]

    init(_ input: ReportInput) {
        comparisons = input.comparisons.map(\.document)
        let runs = (input.runs + input.sweeps).map(\.document)
        let checks = input.checks.map(\.document)
        machines = input.merged.reduce(0) { $0 + $1.document.machines.count }
        provenances = runs.map(\.provenance) + checks.map(\.provenance)
        seeds = runs.map(\.plan.seed) + checks.map(\.seed)
    }

    var prose: Prose {
        guard let first = provenances.first else { return compared }
        let machine = machines > 0 ? "\(machines) machines" : Self.machine(first)
        let commit = first.source.commit.value.map { String($0.prefix(12)) } ?? "unknown commit"
        let dirty = first.source.isDirty.value == true ? " with changes" : ""
        let isOne = seeds.count <= 1 || (seeds.count == machines && Set(seeds).count == 1)
        let rest = !isOne ? "; \(seeds.count) results" : seeds.first.map { ", seed \($0)" } ?? ""
        return "\(machine), commit \(name: commit)\(dirty), \(Self.day(first.startedAt))\(rest)"
    }

    private static func machine(_ provenance: Provenance) -> String {
        let environment = provenance.environment
        let cpu = environment.processor.model.value ?? "unknown CPU"
        return "\(cpu), Linux \(environment.system.kernelRelease.value ?? "unknown kernel")"
    }

    /// The sides, and where they were measured if it was in one session; nothing for the verdicts on record.
    private var compared: Prose {
        guard let first = comparisons.first else { return "" }
        let rest = comparisons.count > 1 ? "; \(comparisons.count) comparisons" : ""
        guard let session = first.session else {
            return "\(name: first.new) against \(name: first.old), measured at different times\(rest)"
        }
        return """
            \(name: first.new) against \(name: first.old), measured in turn on \
            \(Self.machine(session.harness)), \(Self.day(session.harness.startedAt)), seed \
            \(session.seed)\(rest)
            """
    }

    /// The day in UTC; a result may claim any.
    static func day(_ seconds: Int) -> String {
        formatted(seconds, Date.ISO8601FormatStyle.iso8601.year().month().day())
    }

    /// The second in UTC.
    static func time(_ seconds: Int) -> String { formatted(seconds, .iso8601) }

    private static func formatted(_ seconds: Int, _ style: Date.ISO8601FormatStyle) -> String {
        guard (0..<253_402_300_800).contains(seconds) else { return "at \(seconds) s" }
        return Date(timeIntervalSince1970: Double(seconds)).formatted(style)
    }
}
