import PerfCounters
import Statistics
import Testing

@testable import MachineInspection

/// Every parser takes any text without stopping the process.
struct GarbageTests {
    private static let fragments = [
        "cpu", "cpu ", "some ", "avg10=", "total=", "model name", ":", "\t: ", "\n", "\r\n", "0", "-", ",",
        "[", "]",
        "\"", "'", "\\", "PRETTY_NAME=", "18446744073709551615 ", "1e999", "nan", "flags", "\u{0}", "\u{301}",
        "\u{fffd}", " ",
    ]

    @Test func neverStops() {
        var generator = SeededGenerator(seed: 9, stream: "garbage")
        for _ in 0..<5000 {
            let text = (0..<generator.number(below: 20))
                .map { _ in Self.fragments[generator.number(below: Self.fragments.count)] }.joined()
            let info = CPUInfo(text)
            #expect(info.megahertz.value?.isFinite ?? true)
            #expect(CPUList(text).map { $0.count > 0 } ?? true)
            #expect(SelectedWord.parse(text) != "")
            #expect(OSRelease.value(of: "PRETTY_NAME", in: text) != "")
            #expect(LoadAverages(text)?.oneMinute.isFinite ?? true)
            #expect(CPUPressure(text)?.someAverage10.isFinite ?? true)
            #expect((CPUTime(text).map { $0.steal <= $0.total }) ?? true)
            _ = Environment.Process.isNotRandomized(personality: text)
        }
    }
}
