import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import Testing
import Workloads

@testable import Harness

@Suite("Selecting cells")
struct CellSelectionTests {
    private func cells(_ selection: CellSelection) throws -> [String] {
        try selection.blocks(plugIns: []).flatMap { block in
            block.subjects.compactMap { subject in
                guard case .strategy(let name) = subject else { return nil }
                return "\(block.workload):\(name)"
            }
        }
    }

    @Test func nothingSelectedIsTheStandardWorkloadsAndTheCore() throws {
        let blocks = try CellSelection().blocks(plugIns: [])
        let standard = WorkloadCatalogue.all.filter { $0.tier <= .standard && $0.unavailability() == nil }
        #expect(blocks.map(\.workload) == standard.map(\.name))
        #expect(
            try cells(CellSelection()).prefix(7).map { String($0.dropFirst("thread:".count)) } == [
                "none", "uncached", "fixed", "sp-window", "requery", "accurate", "tiered",
            ])
    }

    @Test func quickIsOneSizeOfEachKind() throws {
        let quick = try CellSelection(isQuick: true).blocks(plugIns: []).map(\.workload)
        let standard = try CellSelection().blocks(plugIns: []).map(\.workload)
        #expect(quick.count < standard.count)
        #expect(Set(quick).isSubset(of: standard))
    }

    @Test func theFloorIsAlwaysThereAndFirst() throws {
        let selection = CellSelection(strategies: StrategySelection(names: ["fixed"]), workloads: ["main"])
        #expect(try cells(selection) == ["main:none", "main:fixed"])
    }

    @Test func theEmptyLoopOfThreadIsAlwaysMeasured() throws {
        let selection = CellSelection(strategies: StrategySelection(names: ["fixed"]), workloads: ["main"])
        let blocks = try selection.blocks(plugIns: [])
        #expect(blocks.map(\.workload) == ["thread", "main"])
        #expect(blocks[0].subjects == [.emptyLoop])
    }

    @Test func aNameBeforeASlashSelectsAllBelowIt() throws {
        let blocks = try CellSelection(workloads: ["nested"]).blocks(plugIns: [])
        #expect(blocks.map(\.workload) == ["thread", "nested/1", "nested/4", "nested/16"])
    }

    @Test func namesMayStandInOneListOrInSeveral() throws {
        let one = CellSelection(
            strategies: StrategySelection(names: ["fixed,requery"]), workloads: ["main,thread"])
        let two = CellSelection(
            strategies: StrategySelection(names: ["requery", "fixed"]), workloads: ["thread", "main"])
        #expect(try cells(one) == cells(two))
    }

    @Test func theNullPairIsOfSPWindowWhereItTakesPart() throws {
        func twin(_ names: [String]) throws -> Subject? {
            try CellSelection(strategies: StrategySelection(names: names), workloads: ["thread"])
                .blocks(plugIns: [])[0].subjects.first { $0.kind == .twin }
        }
        #expect(try twin(["sp-window", "requery"]) == .twin("sp-window"))
        #expect(try twin(["fixed", "requery"]) == .twin("requery"))
    }

    @Test func filtersKeepAndLeaveOut() throws {
        let selection = CellSelection(
            strategies: StrategySelection(names: ["fixed,requery"]), workloads: ["thread,main"],
            filter: CellFilter(only: "^main", skip: "requery"))
        #expect(try cells(selection) == ["main:none", "main:fixed"])
    }

    @Test(arguments: [true, false])
    func aFilterNeverWidensWhatIsSelected(isQuick: Bool) throws {
        for pattern in [".", "requery", "^coroutine", "registry|thread"] {
            let filtered = CellSelection(filter: CellFilter(only: pattern), isQuick: isQuick)
            let whole = Set(try cells(CellSelection(isQuick: isQuick)))
            #expect(Set(try cells(filtered)).isSubset(of: whole), "\(pattern)")
        }
    }

    @Test(arguments: [
        ("^coroutine/512", "add --workload all"), ("^thread:registry$", "add --strategy all"),
        ("^coroutine/512.*:registry$", "add --workload all --strategy all"),
    ])
    func aFilterOfWhatIsNotSelectedSaysHowToSelectIt(pattern: String, advice: String) throws {
        let error = #expect(throws: UsageError.self) {
            try CellSelection(filter: CellFilter(only: pattern)).blocks(plugIns: [])
        }
        #expect(error?.description.hasSuffix(advice) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        CellSelection(filter: CellFilter(only: "nothing")), CellSelection(filter: CellFilter(only: "(")),
        CellSelection(filter: CellFilter(skip: "[")), CellSelection(workloads: ["nowhere"]),
        CellSelection(strategies: StrategySelection(names: ["nobody"])), CellSelection(sweep: "colour=1..2"),
        CellSelection(workloads: ["thread"], sweep: "threads=1..2"),
        CellSelection(strategies: StrategySelection(names: ["fixed,"])),
    ])
    func whatIsNotThereIsRefused(selection: CellSelection) {
        #expect(throws: UsageError.self) { try selection.blocks(plugIns: []) }
    }

    @Test func aSweepTakesThePlaceOfTheWorkloads() throws {
        let blocks = try CellSelection(sweep: "threads=1..2").blocks(plugIns: [])
        #expect(blocks.map(\.workload) == ["thread", "threads/1", "threads/2"])
    }

    @Test func itReachesAnotherProgramAsItIs() throws {
        let selection = CellSelection(
            strategies: StrategySelection(names: ["accurate:restore=off"], libraries: ["/a b.so"]),
            workloads: ["main"], sweep: nil, filter: CellFilter(only: "=^x\"", skip: "--skip"), isQuick: true)
        let sent = try JSONEncoder().encode(selection)
        #expect(try JSONDecoder().decode(CellSelection.self, from: sent) == selection)
    }
}
