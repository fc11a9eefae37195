import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Malicious results, or ones that lack what a report shows.
@Suite struct HostileResultTests {
    static let names = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onfocus='alert(1)' autofocus='",
        "]]>",
        "javascript:alert(1)", "</style></title><svg onload=alert(1)>", "\u{202E}evil\u{2066}",
        "\u{1B}[2J\u{07}\0",
        "`touch pwned`", "'; system('touch pwned'); '", "$(touch pwned)", "a\nplot x\n!touch pwned",
        "@x {/Bold y}",
        String(repeating: "long ", count: 50_000),
    ]

    /// The reference with one strategy, its scenario verdicts and a workload called something else. A name
    /// that cannot be printed or has no end is refused when it is read; messages and models may be anything.
    private static func write(_ name: String, to folder: FilePath) throws {
        for file in ["result.json", "sweep.json", "expectations.json"] {
            var document = try JSONValue.reference(file).mappingTexts {
                let isName = ["tiered", "main-coroutine/10000"].contains($0)
                let isMessage = $0 == "AMD EPYC" || $0.hasPrefix("morestack")
                return isMessage || isName && isPrintable(name) ? name : $0
            }
            if case .object(let verdicts) = document["verdicts"] {
                document["verdicts"] = .object(
                    verdicts.mapValues { verdict in
                        guard case .object(var own) = verdict else { return verdict }
                        own[name] = .text(name)
                        own["tiered"] = isPrintable(name) ? nil : own["tiered"]
                        return .object(own)
                    })
            }
            try document.write(to: folder.appending(file))
        }
    }

    private static func isPrintable(_ name: String) -> Bool {
        name.utf8.count < 1000 && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    @Test func someNamesCanBePrintedAndSomeCannot() {
        #expect(Self.names.count { Self.isPrintable($0) } == 11 && Self.names.count == 14)
    }

    @Test(arguments: names.filter { !isPrintable($0) })
    func namesThatCannotBePrintedAreRefused(name: String) async throws {
        try await inTemporaryFolder { folder in
            try JSONValue.reference("result.json").mappingTexts { $0 == "tiered" ? name : $0 }
                .write(to: folder.appending("result.json"))
            let run = try await Program.bench.run("report", "result.json", "-o", "r.html", in: folder)
            #expect(run.status == .exited(2))
            #expect(run.complaints.count == 1)
            #expect(!folder.appending("r.html").exists)
        }
    }

    @Test(arguments: names)
    func namesAreTextWhereverTheyAre(name: String) async throws {
        try await inTemporaryFolder { folder in
            try Self.write(name, to: folder)
            let files = ["result.json", "sweep.json", "expectations.json"]
            let page = try await Program.bench.run(["report"] + files, in: folder)
            #expect(page.status == .exited(0), "\(page.errors.prefix(500))")
            expectHarmless(page.output)
            let markdown = try await Program.bench.run(
                ["report"] + files + ["--format", "markdown"], in: folder)
            #expect(markdown.status == .exited(0))
            #expect(!markdown.output.contains("<script") && !markdown.output.contains("<img"))
            let table = try await Program.bench.run("report", "result.json", "--format", "table", in: folder)
            #expect(table.status == .exited(0))
            let history = try await Program.bench.run("history", "--results", ".", in: folder)
            #expect(history.status == .exited(0))
            let comparison = try await Program.bench.run(
                "compare", "result.json", Repository.root.appending("results/reference/result.json").string,
                in: folder)
            #expect(comparison.status == .exited(0))
            for text in [markdown.output, table.output, history.output, comparison.output] {
                #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
                #expect(!text.contains("\u{202E}"))
            }
            // The index of a history is kept in results/local.
            let left = try folder.entries().filter { $0 != "results" }
            #expect(left.count == 3, "\(left)")
        }
    }

    /// Every tag is one that a report writes, with attributes in double quotes; none of them runs anything.
    private func expectHarmless(_ page: String) {
        let tag = #/<(!DOCTYPE html|/?[a-z0-9]+( +[a-zA-Z0-9-]+=("[^"<>]*"|'[^'<>]*'))*\s*/?)>/#
        let style = page.ranges(of: "<style>").count
        #expect(style == 1)
        let opening = page.utf8.count { $0 == UInt8(ascii: "<") }
        var found = 0
        for match in page.matches(of: tag) {
            found += 1
            let text = match.output.1
            let names = text.replacing(#/"[^"]*"|'[^']*'/#, with: "")
            if names.contains(" on") { Issue.record("a handler: \(text.prefix(200))") }
            if text.contains("script") || text.hasPrefix("img") {
                Issue.record("not of ours: \(text.prefix(200))")
            }
        }
        #expect(found == opening)
        #expect(page.utf8.count < 2_000_000)
        #expect(!page.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" })
        #expect(!page.contains("\u{202E}"))
    }
}
