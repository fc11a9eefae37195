import BenchResults
import Cells
import Testing

@testable import Report

@Suite("Matrix of real runtimes")
struct RuntimeMatrixTests {
    private static let text = Document(
        title: "", sections: [RuntimeMatrix(SampleDocuments.runtimes, source: "a file").section]
    ).text(for: Terminal(hasColours: false, width: nil))

    @Test func everyVerdictIsInItsRow() throws {
        for verdict in RuntimeVerdict.known {
            let row = try #require(
                Self.text.split(separator: "\n").first { $0.hasPrefix("runtime/\(verdict) ") })
            #expect(row.hasSuffix(verdict == .unavailable ? " n/a" : " \(verdict)"), "\(row)")
        }
    }

    @Test func causesAreSaidInTheRuntimesWords() {
        for line in [
            "go 1.27.3, refused in runtime/refused: it did; “too deep”.",
            "go 1.27.3, died in runtime/died: it did; it said nothing.",
            "go 1.27.3, unavailable in runtime/unavailable: it did.",
            "ruby was asked for and cannot be driven: no library.",
        ] {
            #expect(Self.text.contains("\n" + line), "\(Self.text)")
        }
        #expect(Self.text.contains("run on a stack of the runtime's own in go 1.27.3"))
        #expect(!Self.text.contains("ok in runtime/ok"))
    }
}
