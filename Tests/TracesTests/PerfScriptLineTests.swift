import Testing

@testable import Traces

/// What each line that perf prints means.
@Suite("Lines of perf script")
struct PerfScriptLineTests {
    private static let mapping: PerfRecord.Mapping = {
        var mapping = PerfRecord.Mapping(lo: 0x41f000, hi: 0x6cf000)
        (mapping.offset, mapping.protection, mapping.name) = (0x1f000, 5, "/opt/my python/python3.11")
        return mapping
    }()

    /// As perf 6.1 printed them, some with other fields.
    static let lines: [(String, UInt64, PerfScriptLine)] = [
        (
            " python3 23693/23694 51378.279550:  probe_python3:PyGILState_Ensure:   634af0 ABI:2    SP:0x7ffd98c21e48    IP:0x634af0 ",
            51_378_279_550_000,
            .sample(
                event: "probe_python3:PyGILState_Ensure", process: 23693, thread: 23694, sp: 0x7ffd_98c2_1e48,
                is32Bit: false)
        ),
        (
            "GC Thread#0 1/2 x 7/8 [003] 1.000000001:  1 mem:0x0000000000401106:xu:  401106 ABI:1  SP:0xf IP:0x1",
            1_000_000_001,
            .sample(event: "mem:0x0000000000401106:xu", process: 7, thread: 8, sp: 0xf, is32Bit: true)
        ),
        (
            " a 1/1 1.5: cycles: ", 1_500_000_000,
            .sample(event: "cycles", process: 1, thread: 1, sp: nil, is32Bit: false)
        ),
        (
            " python3 0/0 0.000000: PERF_RECORD_MMAP2 12/13: [0x41f000(0x2b0000) @ 0x1f000 fe:00 162 155]: r-xp "
                + "/opt/my python/python3.11", 0, .record(.mapping(process: 12, thread: 13, mapping))
        ),
        (
            " swapper 0/0 0.0: PERF_RECORD_MMAP -1/0: [0xffffffff81000000(0x1) @ 0xff]: x [kernel]_text", 0,
            .nothing
        ),
        (
            " sh 1/1 2.0: PERF_RECORD_FORK(23693:23700):(1:2)", 2_000_000_000,
            .record(.start(process: 23693, parent: 1, thread: 23700, parentThread: 2))
        ),
        (
            " sh 1/1 2.0: PERF_RECORD_EXIT(5:6):(1:2)", 2_000_000_000, .record(.exit(process: 5, thread: 6))
        ),
        (
            " sh 1/1 2.0: PERF_RECORD_COMM exec: a:b 1/2:23693/23693", 2_000_000_000,
            .record(.executed(process: 23693))
        ),
        (" sh 1/1 2.0: PERF_RECORD_COMM: worker:23693/23694", 2_000_000_000, .nothing),
        (" sh 1/1 2.0: PERF_RECORD_LOST lost 12", 2_000_000_000, .record(.lost(12))),
        ("", 0, .nothing), ("# arch : x86_64", 0, .nothing),
        ("\t    7f55e5a06000 compare+0x14 (/usr/bin/program)", 0, .nothing),
    ]

    @Test(arguments: lines)
    func isRead(_ text: String, _ time: UInt64, _ line: PerfScriptLine) throws {
        let read = try #require(PerfScriptLine.read(Array(text.utf8)[...]))
        #expect(read.time == time)
        #expect(read.line == line)
    }

    static let wrong = [
        "python3 23693 51378.279550: probe:x: 634af0", "python3 1/1 51378: probe:x:", "hello", "{\"a\": 1}",
        "a 1/1 1.0: no colon here", "a 1/1 1.0: PERF_RECORD_FORK(1:2)", "a 1/1 1.0: PERF_RECORD_EXIT(1:x)",
        "a 1/1 1.0: PERF_RECORD_MMAP2 1/1: [0xffffffffffffffff(0x2) @ 0 fe:00 1 1]: r-xp x",
        "a 1/1 1.0: PERF_RECORD_MMAP2 1/1: [0x1(0x2) @ 0 fe:00 1 1", "a 1/1 1.0: x: SP:0xfffffffffffffffff",
        "a 1/1 1.0: x: SP:0x7ffd98c2?", "sh 99999999999/1 1.0: x:", "sh 1/1 99999999999999.0: x:",
    ]

    @Test(arguments: wrong)
    func isNone(_ text: String) {
        #expect(PerfScriptLine.read(Array(text.utf8)[...]) == nil)
    }
}
