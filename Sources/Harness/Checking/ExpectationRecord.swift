import BenchResults
import CLibrary
import Cells
import Scenarios
import SystemPackage

/// The file with the verdicts on record.
package struct ExpectationRecord: Sendable {
    /// Where it is.
    package let path: FilePath

    /// Where the record of this repository is.
    package static let standardPath: FilePath = "results/reference/expectations.json"

    package init(path: FilePath = ExpectationRecord.standardPath) { self.path = path }

    /// What is on record; nil when there is no such file.
    package func read() throws -> Expectations? {
        guard access(path.string, F_OK) == 0 else { return nil }
        return try ResultStore.read(path, as: Expectations.self)
    }

    /// How a check differs from the record: one line per difference, and whether any is a verdict that
    /// differs from the record or is missing from it. A strategy that is not on record at all is only named.
    package func differences(
        of result: CheckResult, from expected: Expectations?
    ) -> (lines: [String], isDeviation: Bool) {
        let catalogue = Set(ScenarioCatalogue.all.map(\.name))
        guard let expected else {
            // What was found or recorded has a place on record only if somebody gives it one.
            if !result.cells.contains(where: { catalogue.contains($0.scenario) }) { return ([], false) }
            return (["\(path): no verdicts on record; --update-expectations writes them"], false)
        }
        let recorded = expected.verdicts(of: result.body ?? .cStack)
        let cells = result.cells.filter {
            catalogue.contains($0.scenario) || recorded[$0.scenario]?[$0.strategy] != nil
        }
        let difference = expected.difference(from: cells, body: result.body ?? .cStack)
        var lines = difference.deviations + difference.missing.map { "\($0): no verdict on record" }
        if !difference.unknownStrategies.isEmpty {
            lines.append("no verdicts on record for \(difference.unknownStrategies.joined(separator: ", "))")
        }
        return (lines, !difference.deviations.isEmpty || !difference.missing.isEmpty)
    }

    /// Puts the verdicts of a result on record, and keeps those of cells that the result lacks.
    package func write(_ expected: Expectations?, with result: CheckResult) throws {
        var expectations = expected ?? Expectations()
        expectations.record(result.cells, body: result.body ?? .cStack)
        try ResultStore.write(expectations, to: try ResultStore.destination(path), pretty: true)
    }
}
