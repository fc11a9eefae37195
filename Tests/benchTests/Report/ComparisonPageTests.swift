import SystemPackage
import TestSupport
import Testing

/// Two runs on one page.
@Suite struct ComparisonPageTests {
    /// A page of a stored comparison alone says what is compared, and has no section without content.
    @Test(arguments: ["html", "markdown", "table"])
    func aComparisonAlone(format: String) async throws {
        try await inTemporaryFolder { folder in
            let reference = Repository.reference.appending("result.json").string
            let sweep = Repository.reference.appending("sweep.json").string
            let stored = try await Program.bench.run(
                "compare", reference, sweep, "--format", "json", in: folder)
            try folder.appending("comparison.json").write(stored.output)
            let run = try await Program.bench.run(
                "report", "comparison.json", "--format", format, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("measured at different times"))
            for text in ["No result of a run", "None of the results is of a run", "No sweep was given"] {
                #expect(!run.output.contains(text), "\(text)")
            }
            #expect(!run.output.contains("<p class=\"subtitle\"></p>"))
        }
    }

    /// The second run has one strategy at twice its cost.
    @Test func changesComeFirst() async throws {
        try await inTemporaryFolder { folder in
            let reference = Repository.reference.appending("result.json").string
            var document = try JSONParser.document(at: reference)
            for index in document["cells"].entries.indices {
                let cell = document["cells"].entries[index]
                guard cell["workload"].string == "thread", cell["subject"].string == "requery" else {
                    continue
                }
                document["cells"].entries[index]["replicates"] = .list(
                    cell["replicates"].entries.map { replicate in
                        var replicate = replicate
                        replicate["nanoseconds"] = .list(
                            replicate["nanoseconds"].entries.map { sample in
                                if case .int(let nanoseconds) = sample {
                                    .int(nanoseconds * 2)
                                } else {
                                    sample
                                }
                            })
                        return replicate
                    })
            }
            try document.write(to: folder.appending("new.json"))
            let run = try await Program.bench.run(
                "report", reference, "new.json", "--format", "markdown", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("1 slower"))
            let changed = try #require(run.output.firstRange(of: "### What changed"))
            let costs = try #require(run.output.firstRange(of: "Cost and safety"))
            let slower = try #require(run.output.firstRange(of: "| thread:requery |"))
            #expect(changed.lowerBound < slower.lowerBound && slower.lowerBound < costs.lowerBound)
        }
    }
}
