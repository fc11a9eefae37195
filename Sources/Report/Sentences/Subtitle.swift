import BenchResults
import FoundationEssentials
import MachineInspection

/// What results are of, on one line.
struct Subtitle {
    private let provenances: [Provenance]
    /// Those that everything random in the results came from.
    private let seeds: [UInt64]

    init(_ input: ReportInput) {
        let runs = (input.runs + input.sweeps).map(\.document)
        let checks = input.checks.map(\.document)
        provenances = runs.map(\.provenance) + checks.map(\.provenance)
        seeds = runs.map(\.plan.seed) + checks.map(\.seed)
    }

    var prose: Prose {
        guard let first = provenances.first else { return "No result of a run or a check." }
        let environment = first.environment
        let cpu = environment.processor.model.value ?? "unknown CPU"
        let kernel = environment.system.kernelRelease.value ?? "unknown kernel"
        let commit = first.source.commit.value.map { String($0.prefix(12)) } ?? "unknown commit"
        let dirty = first.source.isDirty.value == true ? " with changes" : ""
        let rest = seeds.count > 1 ? "; \(seeds.count) results" : seeds.first.map { ", seed \($0)" } ?? ""
        return "\(cpu), Linux \(kernel), commit \(name: commit)\(dirty), \(Self.day(first.startedAt))\(rest)"
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
