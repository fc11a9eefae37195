import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import Traces

/// What is written is what is read, and what is damaged is no crash.
@Suite("Trace files")
struct TraceFileTests {
    private let bytes = SampleTrace.bytes(of: SampleTrace.trace)

    @Test func whatIsWrittenIsRead() throws {
        #expect(try TraceDecoder.decode(bytes) == SampleTrace.trace)
    }

    @Test func aFileIsReadUpToWhereItWasCutOff() throws {
        let whole = try TraceDecoder.decode(bytes)
        let header = try #require(
            (0..<bytes.count).first { (try? TraceDecoder.decode(Array(bytes[..<$0]))) != nil })
        for length in 0..<bytes.count {
            let part = Array(bytes[..<length])
            if length < header {
                #expect(throws: TraceDecoder.Failure.self) { try TraceDecoder.decode(part) }
                continue
            }
            let trace = try TraceDecoder.decode(part)
            #expect(trace.end == nil)
            #expect(Array(whole.events.prefix(trace.events.count)) == trace.events, "\(length) bytes")
        }
    }

    /// What was executed last is the program.
    @Test func theProgramMayBeNamedLater() throws {
        var encoder = TraceEncoder(SampleTrace.header)
        encoder.add(program: "python3.12")
        #expect(try TraceDecoder.decode(encoder.take()).header.program == "python3.12")
    }

    @Test func recordsOfLaterVersionsArePassedOver() throws {
        var later = SampleTrace.trace
        later.end = nil
        let before = SampleTrace.bytes(of: later)
        let unknown: [UInt8] = [0x7f, 3, 1, 2, 3]
        #expect(try TraceDecoder.decode(before + unknown) == later)
    }

    /// Bytes, and what is said of them.
    static let malformed: [([UInt8], String)] = [
        ([0x42, 7, 9, 1, 0, 0, 0, 0, 0], "an unknown kind of stack"),
        ([0x42, 7, 3, 0, 0, 0, 0, 0, 0], "an impossible stack"),
        ([0x42, 7, 3, 1, 0, 0, 0, 0, 9], "a stack of a thread that is not there"),
        ([0x42, 2, 3, 1], "a record is shorter than what is in it"),
        ([0x07, 9, 0, 0, 0], "an event of a thread that is not there"),
        ([0x06, 9, 0, 0], "an event on a stack that is not there"),
        ([0x06, 1, 0xff, 0xff, 0x7f, 0], "an event below its stack"),
        ([0x38, 0], "an unknown kind of event"),
        ([0x00] + Array(repeating: 0xff, count: 10), "a number is too large"),
        ([0x00] + Array(repeating: 0xff, count: 8) + [0x7f], "a time that cannot be"),
        ([0x40, 1, 0], "a second header"),
        ([0x45, 4, 0, 1, 0, 0], "an impossible window"),
        ([0x45, 13] + Array(repeating: 0xff, count: 9) + [1, 1, 0, 0], "an impossible window"),
    ]

    @Test(arguments: malformed)
    func whatMeansNothingIsNamed(_ tail: [UInt8], _ what: String) throws {
        var trace = SampleTrace.trace
        trace.end = nil
        let error = #expect(throws: TraceDecoder.Failure.self) {
            try TraceDecoder.decode(SampleTrace.bytes(of: trace) + tail)
        }
        #expect(error?.what == what)
    }

    @Test func errorsAreOneLine() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("a.trace")
            for (bytes, what) in [
                (Array("{}".utf8), "not a trace: bench record makes them"),
                (TraceFormat.magic + [9, 10], "a trace of version 9, this program reads 1"),
                (TraceFormat.magic + [1], "it ends before its header"),
            ] {
                try Data(bytes).write(to: URL(filePath: path.string))
                let error = #expect(throws: TraceError.self) { try Trace(contentsOf: path) }
                let line = try #require(error?.description)
                #expect(line.hasPrefix("\(path): ") && line.contains(what) && !line.contains("\n"))
                #expect(error?.isUsage == true)
            }
            #expect(throws: TraceError("cannot read \(folder): it is there and not a regular file")) {
                try Trace(contentsOf: folder)
            }
        }
    }

    /// A million callbacks of eight coroutines, each with its end.
    @Test func aMillionCallbacksAreUnder8MB() throws {
        var trace = SampleTrace.trace
        trace.events = []
        trace.end = nil
        trace.stacks = (0..<8).map {
            .init(
                kind: .anonymous, size: 65536, offset: Int64($0) << 17, guardBytes: 4096, gapBelow: 0,
                gapAbove: 0, owner: nil)
        }
        for index in 0..<UInt64(1_000_000) {
            let (time, stack) = (index * 7000, UInt32(index % 8))
            trace.events.append(.init(time: time, depth: 512, stack: stack, thread: 0, kind: .callback))
            trace.events.append(.init(time: time + 3000, depth: 512, stack: stack, thread: 0, kind: .end))
        }
        let bytes = SampleTrace.bytes(of: trace)
        #expect(bytes.count < 8_000_000)
        #expect(try TraceDecoder.decode(bytes).events.count == 2_000_000)
    }
}
