import SystemPackage
import TestSupport
import Testing

@testable import Traces

/// Traces of what perf printed of a known program, Fixtures/threads.c, and of what it did not print.
@Suite("Recordings of perf script")
struct PerfScriptRecordingTests {
    private static let fixture = Repository.root.appending("Tests/Fixtures/threads.perf.txt")

    private func trace(
        of text: String, at entry: String = "enter_runtime", end: String? = "leave_runtime"
    ) throws -> Trace {
        try inTemporaryFolder { folder in
            let path = folder.appending("perf.txt")
            try path.write(text)
            var request = RecordingRequest(output: folder.appending("a.trace"))
            request.perfScript = path
            request.entries = [entry]
            request.ends = end.map { [$0] } ?? []
            let listener = Recorder.Listener(
                note: { _ in }, signal: { 0 }, wakeUp: nil, nearest: { _, _ in nil })
            do {
                _ = try Recorder(request, listener: listener).record()
            } catch {
                #expect(try !folder.entries().contains("a.trace"), "\(error)")
                throw error
            }
            return try Trace(contentsOf: request.output)
        }
    }

    @Test func everyCallbackIsInTheTrace() throws {
        let trace = try trace(of: Self.fixture.text())
        let summary = TraceSummary(trace)
        #expect(summary.program == "few" && summary.source == "perf script")
        #expect(summary.threads.map(\.callbacks) == [3, 2, 2, 1])
        #expect(summary.threads.map(\.process) == [0, 0, 0, 1])
        #expect(summary.threads.map(\.isMain) == [true, false, false, true])
        #expect(summary.nestedCallbacks == 1)
        #expect(summary.stacks.map(\.kind) == ["main", "thread", "thread", "main"])
        #expect(summary.stacks.map(\.owner) == [0, 1, 2, 3])
        #expect(summary.stacks.map(\.bytes) == Array(repeating: 8 << 20, count: 4))
        #expect(summary.stacks.map(\.guardBytes) == [0, 4096, 4096, 0])
        #expect(summary.stacks.map(\.medianDepth) == [7128, 4424, 4424, 7128])
        #expect(trace.events.first?.depth == 0x7ffc_e569_2000 - 0x7ffc_e569_0428)
        #expect(summary.endReason == "the program ended")
        #expect(summary.lost == 0)
    }

    @Test func whatIsLostIsCounted() throws {
        let text = try Self.fixture.text() + " few 1/1 53056.0: PERF_RECORD_LOST lost 7\n"
        #expect(try trace(of: text).end?.lost == 7)
    }

    /// Of whole lines nobody can tell whether there were more.
    @Test func aTextWithoutItsLastLinesIsATraceThatDoesNotEndWithTheProgram() throws {
        let lines = try Self.fixture.text().split(separator: "\n").dropLast(2)
        #expect(try trace(of: lines.joined(separator: "\n") + "\n").end?.reason == "the text ends")
    }

    /// What is done to the text, the entry, and what is said.
    static let wrong: [(@Sendable (String) -> String, String, String)] = [
        ({ _ in "" }, "enter_runtime", "no text of perf script"),
        ({ _ in "PERFILE2\u{0}\u{0}" }, "enter_runtime", "it is perf's own data"),
        ({ String($0.dropLast(9)) }, "enter_runtime", "line 56 is cut off"),
        ({ $0 + String(repeating: "x", count: 200_000) }, "enter_runtime", "line 57 is too long"),
        ({ $0.replacing("29044/29044 ", with: "29044 ") }, "enter_runtime", "line 3 is not what this prints"),
        (
            { $0.replacing("SP:0x", with: "CX:0x") }, "enter_runtime",
            "has no SP: perf record --user-regs=sp,ip"
        ),
        ({ $0.replacing("ABI:2", with: "ABI:1") }, "enter_runtime", "of a 32-bit program"),
        ({ $0.replacing("PERF_RECORD_MMAP2", with: "PERF_RECORD_X") }, "enter_runtime", "perf record --data"),
        ({ $0 }, "enter_engine", "no event of that name"),
    ]

    @Test(arguments: wrong.indices)
    func isOneLine(_ index: Int) throws {
        let (change, entry, said) = Self.wrong[index]
        let text = change(try Self.fixture.text())
        let error = #expect(throws: TraceError.self) { try trace(of: text, at: entry) }
        let line = error?.description ?? ""
        #expect(error?.isUsage == true && line.contains(said) && !line.contains("\n"), "\(line)")
    }

    /// An event of a breakpoint is called by its address, however perf writes it.
    @Test func breakpointsAreNamedByTheirAddress() throws {
        let text = try Self.fixture.text().replacing(
            "probe_few:enter_runtime:", with: "mem:0x0000000000401171:xu:")
        #expect(TraceSummary(try trace(of: text, at: "mem:0x401171:x", end: nil)).callbacks == 8)
    }

    @Test func damagedTextsAreOneLineOrATrace() throws {
        let bytes = Array(try Self.fixture.text().utf8)
        for number in 1...UInt64(300) {
            var random = MutantRandom(mutant: number)
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.remove(at: place)
                case 2: damaged.insert(contentsOf: Array("18446744073709551615".utf8), at: place)
                default: damaged.removeSubrange(place..<min(damaged.count, place + 200))
                }
            }
            let text = String(decoding: damaged, as: UTF8.self)
            do {
                _ = try trace(of: text)
            } catch let error as TraceError {
                #expect(!error.description.contains("\n"), "\(text)")
            }
        }
    }
}
