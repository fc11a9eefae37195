import FoundationEssentials
import Subprocess
import SystemPackage

/// Headless Chromium, which opens a page in frames of some widths and measures what is in it. The page has
/// no script of its own; the script that measures is in the page around it.
enum Browser {
    /// Where it is; nil where there is none.
    static let path: FilePath? = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }.map { FilePath($0) }

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
    /// - Returns: what was found at each width, and what the console said.
    static func examine(
        _ page: FilePath, widths: [Int], isDark: Bool, in folder: FilePath
    ) async throws -> (findings: [Finding], console: [Substring]) {
        let harness = folder.appending("harness.html")
        try Data(self.harness(page, widths).utf8).write(to: URL(filePath: harness.string))
        let scheme = isDark ? "0" : "1"
        let ended = try await Subprocess.run(
            .path(path ?? ""),
            arguments: Arguments(
                arguments + [
                    "--user-data-dir=\(folder.appending("profile"))",
                    "--blink-settings=preferredColorScheme=\(scheme)", "--window-size=1400,1000",
                    "--dump-dom",
                    "file://\(harness)",
                ]),
            output: .string(limit: 1 << 24), error: .string(limit: 1 << 22))
        let start = ended.standardOutput.firstRange(of: "<pre>")?.upperBound
        let end = ended.standardOutput.firstRange(of: "</pre>")?.lowerBound
        guard let start, let end, start <= end else { throw Silence(said: ended.standardError) }
        let text = ended.standardOutput[start..<end]
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        return (
            try JSONDecoder().decode([Finding].self, from: Data(String(text).utf8)),
            ended.standardError.split(separator: "\n").filter { $0.contains("CONSOLE") }
        )
    }

    /// It said nothing.
    struct Silence: Error {
        let said: String
    }

    private static func harness(_ page: FilePath, _ widths: [Int]) -> String {
        let frames = widths.map {
            "<iframe src=\"file://\(page)\" style=\"border:0;width:\($0)px;height:900px\"></iframe>"
        }.joined()
        return "<!DOCTYPE html><meta charset=\"utf-8\">\(frames)<script>\(PageProbe.script)</script>"
    }
}
