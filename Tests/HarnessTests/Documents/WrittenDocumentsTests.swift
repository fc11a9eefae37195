import BenchResults
import ChildProtocol
import SystemPackage
import TestSupport
import Testing

@testable import Harness

/// Whatever `run`, `check`, `compare` and `commits` can write, every reader reads and says the same of.
@Suite("Documents that are written")
struct WrittenDocumentsTests {
    private func inFolder(_ seed: Int, _ body: (MadeDocuments) throws -> Void) throws {
        try inTemporaryFolder { try body(MadeDocuments(folder: $0, seed: UInt64(seed))) }
    }

    @Test(arguments: 0..<20) func ofRuns(seed: Int) throws {
        try inFolder(seed) { made in
            let (path, written) = try made.run()
            try EveryReader.check(path, written: written)
        }
    }

    @Test(arguments: 0..<20) func ofChecks(seed: Int) throws {
        try inFolder(seed) { made in
            let (path, written) = try made.check()
            try EveryReader.check(path, written: written)
        }
    }

    @Test(arguments: 0..<20) func ofCommits(seed: Int) throws {
        try inFolder(seed) { made in
            let (path, written) = try made.commits()
            try EveryReader.check(path, written: written)
        }
    }

    @Test(arguments: 0..<20) func ofComparisons(seed: Int) throws {
        try inFolder(seed) { made in
            let (path, written) = try made.compare()
            try EveryReader.check(path, written: written)
        }
    }

    /// A report of one of each.
    @Test(arguments: 0..<6) func ofAllAtOnce(seed: Int) throws {
        try inFolder(seed) { made in
            let (run, other) = (try made.run(), try made.run("other"))
            let (check, commits) = (try made.check(), try made.commits())
            let written: [StoredResult] = [
                .run(run.result), .check(check.result), .run(other.result), .comparison(commits.result),
            ]
            let read = try StoredDocuments([run.path, check.path, other.path, commits.path].map(\.string))
                .read()
            try EveryReader.expectSame(written, read.map(\.document))
        }
    }

    /// A calibration of an odd child is no reason to lose what the others measured.
    @Test func ofACalibrationThatFoundNothing() throws {
        let pairing = FakePairing(answer: { launch, _ in
            var report = ChildReport()
            report.iterations = 0
            return launch.isCalibration ? .report(report) : nil
        })
        try pairing.run()
        let cases = pairing.measurement.cells.map { ComparisonJudge.Case($0.id, evidence: $0.evidence) }
        let rows = ComparisonJudge(ComparisonRules()).rows(cases)
        #expect(rows.count == 2 && rows.allSatisfy { !$0.screening.isEmpty })
        #expect(throws: Never.self) { try ResultStore.encode(rows) }
    }
}
