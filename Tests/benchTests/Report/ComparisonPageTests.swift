import SystemPackage
import TestSupport
import Testing

/// Two runs on one page.
@Suite struct ComparisonPageTests {
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
