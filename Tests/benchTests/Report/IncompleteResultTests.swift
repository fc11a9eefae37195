import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Results that lack what a report shows: the page says so.
@Suite struct IncompleteResultTests {
    private func page(
        _ files: [String] = ["result.json"], _ change: (inout JSONValue) -> Void
    ) async throws -> Program.Run {
        try await inTemporaryFolder { folder in
            for file in files {
                var document = try JSONValue.reference(file)
                if file == "result.json" { change(&document) }
                try document.write(to: folder.appending(file))
            }
            let run = try await Program.bench.run(["report"] + files, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.hasSuffix("</html>\n"))
            return run
        }
    }

    private func changingCells(
        _ document: inout JSONValue, _ change: (inout JSONValue) -> Void
    ) {
        for index in document["cells"].entries.indices { change(&document["cells"].entries[index]) }
    }

    @Test func anOlderVersionSaysWhatItIs() async throws {
        let run = try await page { document in
            document["schemaVersion"] = .int(1)
        }
        #expect(run.output.contains("is of version 1 of its form"))
    }

    @Test(arguments: [3, 99, Int.max])
    func aNewerVersionIsNamedAndNotShown(version: Int) async throws {
        let run = try await page(["result.json", "expectations.json"]) { document in
            document["schemaVersion"] = .int(version)
        }
        #expect(run.output.contains("version \(version), this program reads"))
        #expect(run.errors.contains("result.json: not shown"))
        #expect(run.output.contains("corrupt-sp"), "what can be read is shown")
    }

    @Test func missingCellsAreMarked() async throws {
        let run = try await page { document in
            document["cells"].entries.removeAll {
                $0["subject"].string == "tiered" && $0["workload"].string != "thread"
            }
        }
        #expect(run.output.contains("<td class=\"absent\">–</td>"))
    }

    @Test func noCellsAtAllIsNoPicture() async throws {
        let run = try await page { document in document["cells"] = .list([]) }
        #expect(run.output.contains("No strategy was measured."))
        #expect(!run.output.contains("<svg"))
        // Without it there would be no picture anyway.
        try await Requirement.gnuplot.orSkip()
    }

    @Test func deadCellsAreNoPicture() async throws {
        let run = try await page(["result.json", "expectations.json"]) { document in
            changingCells(&document) { cell in
                cell["status"] = .text("died")
                cell["reason"] = .text("morestack on g0, signal 6")
                let members = ["nanosecondsPerCallback", "netOfFloor", "ratioToBest", "standing", "latency"]
                for member in members { cell[member] = .null }
                cell["replicates"] = .list([])
            }
        }
        #expect(run.output.contains("Died: "))
        #expect(!run.output.contains("<svg"))
        try await Requirement.gnuplot.orSkip()
    }

    @Test func absentCountersAreMentioned() async throws {
        let run = try await page { document in
            document["counters"] = .list([])
            document["plan"]["counters"] = .list([])
            changingCells(&document) { $0["counters"] = .list([]) }
        }
        #expect(run.output.contains("No counters were asked for in this run."))
    }

    @Test func aBiasedSessionRanksNothing() async throws {
        let run = try await page { document in
            document["nullPair"]["verdict"] = .text("biased")
            document["nullPair"]["ratio"]["lower"] = .number(1.02)
            document["nullPair"]["ratio"]["median"] = .number(1.05)
            document["nullPair"]["ratio"]["upper"] = .number(1.09)
        }
        #expect(run.output.contains("No strategy is ranked"))
        #expect(!run.output.contains(" to a callback, "))
        #expect(!run.output.contains("Cheapest, or not told"))
    }

    @Test func numbersAtTheEndsOfTheirRangesAreNoCrash() async throws {
        let run = try await page(["result.json", "expectations.json"]) { document in
            document["provenance"]["startedAt"] = .int(0)
            document["provenance"]["finishedAt"] = .int(1 << 40)
            document["resolution"] = .number(1e300)
            changingCells(&document) { cell in
                guard cell["subject"].string == "tiered" else { return }
                cell["queriesPerCallback"] = .number(-1e300)
                for end in ["lower", "median", "upper"] {
                    cell["nanosecondsPerCallback"][end] = .number(1e300)
                    cell["netOfFloor"][end] = .number(-1e300)
                }
            }
        }
        #expect(run.output.contains("Cost and safety"))
    }
}
