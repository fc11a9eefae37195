import BenchResults
import Cells
import ChildProtocol
import MachineInspection
import SystemPackage

@testable import Report

/// Documents of every kind: one by hand, the others made of the reference results.
enum SampleDocuments {
    private static let table = Table(
        caption: "Costs of \(name: "thread/1")", columns: ["row", "first", "second"],
        rows: [
            Table.Row(
                header: "fast",
                cells: [Table.Cell("7.5 ns", detail: "± 2", look: .level(1), isBest: true), "31 ns"]),
            Table.Row(header: "gone", cells: [Table.Cell("died: of it", look: .dead)], isSpanning: true),
        ])

    /// A block of every kind.
    static let everything = Document(
        title: "A title", subtitle: "of \(name: "machine") and day",
        headline: ["It is \(name: "so").", "And so."],
        sections: [
            Document.Section(
                title: "First part",
                blocks: [
                    .sentence("A sentence about \(name: "fixed")."),
                    .remarks(["One remark.", "Another one."]),
                    .beside([
                        [.table(table)], [.legend([Table.Cell("U", detail: "unnoticed", look: .fault)])],
                    ]),
                ], part: "Result 1"),
            Document.Section(
                title: "",
                blocks: [.folded("More of it", [.table(table)]), .preformatted("+--+ top\n|  | low")]),
            Document.Section(
                title: "Details", blocks: [.sentence("For who has room.")], place: .pageAndTerminal),
            Document.Section(title: "Apart", blocks: [.sentence("Looked up.")], place: .page),
        ])

    static let all: [(String, Document)] = {
        func read<Stored: StoredDocument>(_ name: String, as type: Stored.Type) -> Stored? {
            try? ResultStore.read(reference.appending(name), as: type)
        }
        var all = [("every kind of block", everything)]
        guard let run = try? ResultStore.read(reference.appending("result.json")),
            let sweep = try? ResultStore.read(reference.appending("sweep.json")),
            let record = read("expectations.json", as: Expectations.self)
        else { return all }
        let glossary = Glossary(
            verdicts: [(.ok, "as it ought to be"), (.faults([.lowTooLow]), "unnoticed"), (.hung, "no end")],
            scenarios: [("deep-first", 3)], strategies: ["fixed"])
        var input = ReportInput()
        for (name, stored) in [
            ("a.json", StoredResult.run(run)), ("b.json", .run(sweep)), ("c.json", .record(record)),
        ] {
            input.add(stored, named: name)
        }
        var slower = run
        for index in slower.cells.indices {
            slower.cells[index].iterations = slower.cells[index].iterations.map { $0 / 2 }
        }
        let comparison = ResultComparison(
            stored: ComparableSide(run, label: "old"), ComparableSide(slower, label: "new"),
            rules: ComparisonRules())
        all += [
            ("report", Report(input, glossary: glossary).document),
            ("run", Document(run, hasPareto: true, hasBreakdown: true, glossary: glossary)),
            ("comparison", Document(comparison)), ("dry run", Document(dryRunOf: run.plan)),
            (
                "doctor",
                Document(
                    DoctorResult(
                        mainJob: .ok("main job", "measured"),
                        checks: [
                            .warn("load", "high", remedy: "wait"),
                            .missing("perf", "none", remedy: "install it"),
                        ]))
            ),
            (
                "history",
                Document(
                    History(of: [("a.json", run), ("b.json", sweep)], commitOrder: [:]) {
                        $0.kind == .strategy
                    })
            ),
            (
                "list",
                Document(
                    Listing(
                        strategies: [
                            .init(
                                strategy: "fixed", version: 1, rule: "once", source: "Go", isCore: true,
                                origin: "no bounds", renewal: "never", outside: "nothing is compared")
                        ],
                        runtimes: [
                            .init(runtime: "go", summary: "cgo", found: "go 1.27.3", unavailable: nil),
                            .init(runtime: "ruby", summary: "a method", found: nil, unavailable: "none"),
                        ],
                        workloads: [
                            .init(
                                workload: "thread", version: 1, summary: "one", tier: "quick",
                                unavailable: "no")
                        ],
                        scenarios: [
                            .init(scenario: "vfork", number: 29, summary: "a child", unavailable: nil)
                        ],
                        runtimeScenarios: [
                            .init(
                                scenario: "runtime/nested", number: nil, summary: "a call", unavailable: nil)
                        ],
                        pairing: 1))
            ),
            ("runtimes", Document(title: "", sections: [RuntimeMatrix(runtimes, source: "a file").section])),
        ]
        return all
    }()

    /// One that was found and one that was not, with every kind of verdict.
    static let runtimes = RuntimeChecks(
        runtimes: [
            PlannedRuntime(
                asked: RuntimeSource(driver: "go", place: nil), label: "go 1.27.3",
                description: RuntimeDescription(
                    name: "go", version: "1.27.3", isOnAnyThread: true, usesCStack: false, callsOut: true,
                    recurses: true, mappings: 40)),
            PlannedRuntime(asked: RuntimeSource(driver: "ruby", place: nil), unavailable: "no library"),
        ],
        scenarios: RuntimeVerdict.known.map {
            .init(name: "runtime/\($0)", summary: "", setUp: "", truth: "", source: "", place: "pthread")
        },
        cells: RuntimeVerdict.known.map {
            .init(
                scenario: "runtime/\($0)", runtime: "go 1.27.3", verdict: $0, reason: "step 1: it did",
                words: $0 == .refused ? "too deep" : nil,
                step: .init(number: 1, what: "step 1", lo: "0x1000", hi: "0x2000"), exitStatus: 0,
                signal: nil, message: nil)
        })

    private static let reference = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent().appending("results/reference")
}
