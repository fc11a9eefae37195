import Cells
import FoundationEssentials
import Testing

@Suite struct CellIDTests {
    @Test func theNameIsWorkloadAndRow() {
        #expect(CellID(workload: "thread", subject: .strategy("fixed")).description == "thread:fixed")
        #expect(CellID(workload: "thread", subject: .emptyLoop).description == "thread:empty-loop")
        #expect(CellID(workload: "BenchmarkX", label: "").description == "BenchmarkX")
    }

    /// Strategies have colons before their knobs.
    @Test(arguments: [
        ("thread:fixed", "thread", Subject.strategy("fixed")),
        ("nested/4:sp-window:restore=always", "nested/4", .strategy("sp-window:restore=always")),
        ("thread:fixed (twin)", "thread", .twin("fixed")),
        ("thread:pthread-query", "thread", .pthreadQuery),
    ])
    func typedNamesAreSplitAtTheFirstColon(text: String, workload: String, subject: Subject) throws {
        let cell = try #require(CellID(text))
        #expect(cell == CellID(workload: workload, subject: subject))
        #expect(cell.description == text)
    }

    @Test(arguments: ["", "thread", ":fixed", "thread:", ":"])
    func halfANameIsRejected(text: String) {
        #expect(CellID(text) == nil)
    }

    private static let subjects: [Subject] = [
        .strategy("fixed"), .twin("fixed"), .notifications("notify"), .registrations("registry"), .emptyLoop,
        .pthreadQuery, .runtime("go 1.27.3-estimate#2"),
    ]

    @Test(arguments: subjects)
    func aLabelStandsForOneRow(subject: Subject) throws {
        #expect(Subject(label: subject.label) == subject)
        let json = try JSONEncoder().encode(subject)
        #expect(try JSONDecoder().decode(Subject.self, from: json) == subject)
    }

    @Test(arguments: [
        "", "(twin)", "fixed(twin)", "fixed (twin) ", "empty-loop ", "fixed (sibling)", " 1", "go 1 2",
    ])
    func anyOtherLabelIsTheNameOfAStrategy(label: String) {
        #expect(Subject(label: label) == .strategy(label))
    }

    /// The form that children of other versions speak.
    @Test func rowsAreWrittenAsTheyAlwaysWere() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let texts = try Self.subjects.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        #expect(
            texts == [
                #"{"row":"strategy","strategy":"fixed"}"#, #"{"row":"twin","strategy":"fixed"}"#,
                #"{"row":"notifications","strategy":"notify"}"#,
                #"{"row":"registrations","strategy":"registry"}"#, #"{"row":"empty-loop"}"#,
                #"{"row":"pthread-query"}"#, #"{"row":"runtime","runtime":"go 1.27.3-estimate#2"}"#,
            ])
    }
}
