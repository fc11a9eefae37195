import MachineInspection
import BenchResults
import FoundationEssentials

/// What the results are of, on one line.
struct Subtitle {
    private let provenances: [Provenance]

    init(_ input: ReportInput) {
        provenances =
            (input.runs + input.sweeps).map(\.document.provenance)
            + input.checks.map(\.document.provenance)
    }

    var prose: Prose {
        guard let first = provenances.first else { return "No result of a run or a check." }
        let environment = first.environment
        let cpu = environment.processor.model.value ?? "unknown CPU"
        let kernel = environment.system.kernelRelease.value ?? "unknown kernel"
        let commit = first.source.commit.value.map { String($0.prefix(12)) } ?? "unknown commit"
        let dirty = first.source.isDirty.value == true ? " with changes" : ""
        let more = provenances.count > 1 ? "; \(provenances.count) results" : ""
        return "\(cpu), Linux \(kernel), commit \(name: commit)\(dirty), \(Self.day(first.startedAt))\(more)"
    }

    /// The day in UTC; a result may claim any.
    static func day(_ seconds: Int) -> String {
        guard (0..<253_402_300_800).contains(seconds) else { return "at \(seconds) s" }
        return Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601.year().month().day())
    }
}
