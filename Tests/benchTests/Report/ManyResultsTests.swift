import BenchResults
import BoundsStrategies
import CallbackRuntime
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing
import Workloads

/// A page of many results stays a page.
@Suite struct ManyResultsTests {
    /// The reference with every strategy in every workload: the cells of `thread` and of a coroutine
    /// workload, again and again.
    private static func everything() throws -> JSONValue {
        var document = try JSONValue.reference("result.json")
        let models = document["cells"].entries.filter { $0["workload"].string == "coroutine/64/assembly" }
        let model = models.first { $0["subject"].string == "sp-window" } ?? .null
        let names = StrategyCatalogue.all.map(\.name)
        var (cells, blocks): ([JSONValue], [JSONValue]) = ([], [])
        for workload in WorkloadCatalogue.all {
            var subjects: [JSONValue] = []
            for name in names {
                var cell = model
                cell["workload"] = .text(workload.name)
                cell["subject"] = .text(name)
                cells.append(cell)
                subjects.append(.object(["row": .text("strategy"), "strategy": .text(name)]))
            }
            blocks.append(.object(["workload": .text(workload.name), "subjects": .list(subjects)]))
        }
        let strategy = document["strategies"].entries.first ?? .null
        document["strategies"] = .list(
            names.map { name in
                var strategy = strategy
                strategy["name"] = .text(name)
                return strategy
            })
        document["plan"]["blocks"] = .list(blocks)
        document["cells"] = .list(cells)
        return document
    }

    /// In bytes a cell, since the catalogues grow.
    @Test func twentyResultsWithEverythingStaySmall() async throws {
        try await inTemporaryFolder { folder in
            let document = try Self.everything()
            let names = (1...20).map { "result-\($0).json" }
            for name in names { try document.write(to: folder.appending(name)) }
            let record = Repository.reference.appending("expectations.json").string
            let run = try await Program.bench.run(["report"] + names + [record, "-o", "r.html"], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let page = try folder.appending("r.html").data()
            let cells = names.count * document["cells"].entries.count
            #expect(page.count < 250 * cells, "\(page.count) bytes for \(cells) cells")
            #expect(page.count > 100_000)
        }
    }
}
