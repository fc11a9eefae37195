import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Headless Chromium, which opens a page in frames of some widths and measures what is in it. The page has
/// no script of its own; the script that measures is in the page around it.
enum Browser {
    /// What was found at one width.
    struct Finding: Decodable {
        let width: Int
        let isDark: Bool
        let pictures: Int
        let tables: Int
        let requests: [String]
        let problems: [String]
    }

    private static let arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
        "--disable-dev-shm-usage", "--allow-file-access-from-files", "--enable-logging=stderr",
        "--virtual-time-budget=20000",
    ]

    /// Opens a page.
    ///
    /// - Returns: what was found at each width, and the messages on the console.
    static func examine(
        _ page: FilePath, widths: [Int], isDark: Bool, in folder: FilePath
    ) async throws -> (findings: [Finding], console: [Substring]) {
        let harness = folder.appending("harness.html")
        try harness.write(self.harness(page, widths))
        let (text, run) = try await open(harness, isDark: isDark, in: folder)
        return (
            try JSONDecoder().decode([Finding].self, from: Data(text.utf8)),
            run.complaints.filter { $0.contains("CONSOLE") }
        )
    }

    /// A rule of axe-core that a page breaks.
    struct Violation: Decodable {
        let rule: String
        let help: String
        let elements: [String]
    }

    /// What axe-core has to say of a page with everything unfolded.
    ///
    /// - Returns: the rules that it breaks, and how many it keeps.
    static func violations(
        of page: String, isDark: Bool, in folder: FilePath
    ) async throws -> (violations: [Violation], kept: Int) {
        struct Answer: Decodable {
            let violations: [Violation]
            let kept: Int
        }
        let axe = try String(contentsOfFile: TestCache.axe.string, encoding: .utf8)
        // The page lets no script run; this one is looked at by one.
        let open = page.replacing(#/<meta http-equiv="Content-Security-Policy"[^>]*>/#, with: "")
            .replacing("</body>", with: "<script>\(axe)</script><script>\(PageProbe.axe)</script></body>")
        let copy = folder.appending("axe.html")
        try copy.write(open)
        let (text, _) = try await self.open(copy, isDark: isDark, in: folder)
        let answer = try JSONDecoder().decode(Answer.self, from: Data(text.utf8))
        return (answer.violations, answer.kept)
    }

    /// Opens a page that puts what it has found before everything else.
    private static func open(
        _ page: FilePath, isDark: Bool, in folder: FilePath
    ) async throws -> (found: String, run: Program.Run) {
        let scheme = isDark ? "0" : "1"
        let run = try await #require(Program.chromium).run(
            arguments + [
                "--user-data-dir=\(folder.appending("profile"))",
                "--blink-settings=preferredColorScheme=\(scheme)", "--window-size=1400,1000", "--dump-dom",
                "file://\(page)",
            ], deadline: .seconds(400))
        let start = run.output.firstRange(of: "<pre>")?.upperBound
        let end = run.output.firstRange(of: "</pre>")?.lowerBound
        guard let start, let end, start <= end else { throw NoFindings(errors: run.errors) }
        let text = run.output[start..<end]
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        return (String(text), run)
    }

    /// The page around the page printed nothing.
    struct NoFindings: Error {
        let errors: String
    }

    private static func harness(_ page: FilePath, _ widths: [Int]) -> String {
        let frames = widths.map {
            "<iframe src=\"file://\(page)\" style=\"border:0;width:\($0)px;height:900px\"></iframe>"
        }.joined()
        return "<!DOCTYPE html><meta charset=\"utf-8\">\(frames)<script>\(PageProbe.script)</script>"
    }
}
