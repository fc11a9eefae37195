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
        let scheme = isDark ? "0" : "1"
        let run = try await #require(Program.chromium).run(
            arguments + [
                "--user-data-dir=\(folder.appending("profile"))",
                "--blink-settings=preferredColorScheme=\(scheme)", "--window-size=1400,1000", "--dump-dom",
                "file://\(harness)",
            ])
        let start = run.output.firstRange(of: "<pre>")?.upperBound
        let end = run.output.firstRange(of: "</pre>")?.lowerBound
        guard let start, let end, start <= end else { throw NoFindings(errors: run.errors) }
        let text = run.output[start..<end]
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        return (
            try JSONDecoder().decode([Finding].self, from: Data(String(text).utf8)),
            run.complaints.filter { $0.contains("CONSOLE") }
        )
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
