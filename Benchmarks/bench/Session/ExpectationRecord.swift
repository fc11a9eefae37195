import CLibrary
import ArgumentParser
import BenchResults
import SystemPackage

/// The file with the verdicts on record.
struct ExpectationRecord {
    let path: FilePath

    /// Where the record of this repository stands.
    static let standardPath: FilePath = "results/reference/expectations.json"

    /// What is on record; nil when there is no such file.
    func read() throws -> Expectations? {
        guard access(path.string, F_OK) == 0 else { return nil }
        return try ResultStore.read(path, as: Expectations.self)
    }

    /// Names every verdict that is not the one on record, and ends the command with status 3 if there is
    /// one. A strategy that is not on record at all is named, no more.
    func compare(_ expected: Expectations?, _ result: CheckResult) throws {
        guard let expected else {
            StandardError.say("\(path): no verdicts on record; --update-expectations writes them")
            return
        }
        let difference = expected.difference(from: result.cells)
        for line in difference.deviations { StandardError.say(line) }
        for name in difference.missing { StandardError.say("\(name): no verdict on record") }
        if !difference.unknownStrategies.isEmpty {
            StandardError.say(
                "no verdicts on record for \(difference.unknownStrategies.joined(separator: ", "))")
        }
        if !difference.deviations.isEmpty || !difference.missing.isEmpty {
            throw ExitCode(ExitStatus.deviation)
        }
    }

    /// Puts the verdicts of a result on record, beside those of cells that it does not have.
    func write(_ expected: Expectations?, with result: CheckResult) throws {
        var expectations = expected ?? Expectations()
        expectations.record(result.cells)
        try ResultStore.write(expectations, to: try ResultStore.destination(path), pretty: true)
        StandardError.say("verdicts on record: \(path)")
    }
}

extension ExitStatus {
    /// A verdict or a cost is not what it was.
    static let deviation: Int32 = 3
}
