import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The page in a real browser: nothing is asked of the network, nothing overlaps, nothing is cut off.
@Suite(.serialized, .requires(.chromium))
struct BrowserTests {
    @Test(arguments: [false, true])
    func theReferencePageIsWhole(isDark: Bool) async throws {
        try await inTemporaryFolder { folder in
            let files = ["result.json", "sweep.json", "expectations.json"].map {
                Repository.reference.appending($0).string
            }
            let page = folder.appending("page.html")
            let run = try await Program.bench.run(["report"] + files + ["-o", page.string])
            #expect(run.status == .exited(0))
            let hasPictures = !run.errors.contains("gnuplot-nox")
            let (findings, console) = try await Browser.examine(
                page, widths: [1280, 390], isDark: isDark, in: folder)
            #expect(console.isEmpty, "\(console)")
            #expect(findings.map(\.width) == [1280, 390])
            for finding in findings {
                #expect(finding.isDark == isDark)
                #expect(finding.requests.isEmpty, "\(finding.requests)")
                #expect(finding.problems.isEmpty, "\(finding.width): \(finding.problems)")
                #expect(finding.pictures == (hasPictures ? 4 : 0))
                #expect(finding.tables > 20)
            }
            try await Requirement.gnuplot.orSkip()
            #expect(hasPictures)
        }
    }
}
