import FoundationEssentials
import SystemPackage
import Testing

@testable import PerfCounters

struct CounterReadingCodingTests {
    @Test func `readings survive JSON, with explicit nulls for what was not counted`() throws {
        let fake = FakeKernel(.init(refuse: { $0 == .readEvent ? .ioError : nil }))
        for readings in [try FakeKernel().measure(), try fake.measure()] {
            let data = try JSONEncoder().encode(readings)
            #expect(try JSONDecoder().decode([CounterReading].self, from: data) == readings)
        }
        let data = try JSONEncoder().encode(try fake.measure(["page-faults"]))
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("\"value\":null") && text.contains("\"source\":\"software\""))
        #expect(text.contains("\"privilege\":\"user+kernel\""))
    }
}
