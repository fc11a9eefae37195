import SystemPackage
import TestSupport
import Testing

/// Pages as axe-core sees them, which knows what screen readers and people who see little need.
@Suite(.serialized, .requires(.chromium), .requires(.axe))
struct AccessibilityTests {
    /// One result with its verdicts and a sweep; two that are compared; verdicts alone.
    private static let pages = [
        (["result.json", "expectations.json", "sweep.json"], false),
        (["result.json", "expectations.json", "sweep.json"], true),
        (["result.json", "result.json"], false), (["expectations.json"], true),
    ]

    @Test(arguments: pages)
    func noRuleIsBroken(results: [String], isDark: Bool) async throws {
        try await inTemporaryFolder { folder in
            let files = results.map { Repository.reference.appending($0).string }
            let report = try await Program.bench.run(["report"] + files)
            #expect(report.status == .exited(0))
            let (violations, kept) = try await Browser.violations(
                of: report.output, isDark: isDark, in: folder)
            for violation in violations {
                Issue.record("\(violation.rule): \(violation.help): \(violation.elements)")
            }
            #expect(kept > 15)
        }
    }

    /// A page that breaks rules is found out, or the test above would say nothing.
    @Test func brokenRulesAreSeen() async throws {
        try await inTemporaryFolder { folder in
            let page = """
                <!DOCTYPE html><html><body><h1>A</h1><p style="color:#999;background:#aaa">pale</p></body></html>
                """
            let found = try await Browser.violations(of: page, isDark: false, in: folder).violations.map(
                \.rule)
            #expect(found.contains("color-contrast") && found.contains("html-has-lang"))
        }
    }
}
