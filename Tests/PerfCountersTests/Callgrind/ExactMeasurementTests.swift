import PerfCounters
import Testing

/// The difference of two runs, given only when all repeats agree.
@Suite("Exact measurement")
struct ExactMeasurementTests {
    private func runs(
        _ once: String = ProfileTexts.once, _ twice: String = ProfileTexts.twice
    ) throws -> ExactMeasurement.Repeat {
        .init(once: try CallgrindProfile(parsing: once), twice: try CallgrindProfile(parsing: twice))
    }

    @Test func whatBothRunsHaveCancels() throws {
        let measurement = ExactMeasurement([try runs(), try runs()])
        let reading = measurement.reading(of: .instructions)
        #expect(reading.rawCount == 767 - 387)
        #expect(reading.value == 380)
        #expect(reading.source == .callgrind)
        #expect(reading.source.isDeterministic)
        #expect(reading.resolvedName == "callgrind-3.19.0 Ir")
        #expect(reading.unavailability == nil)
        let functions = measurement.functions()
        #expect(functions.values.reduce(0, +) == 380)
        #expect(functions[.init(symbol: "sbs_entry", object: "/tmp/program")] == 290)
        #expect(measurement.calls(of: "pthread_self") == 10)
    }

    @Test func repeatsThatDisagreeGiveNoCount() throws {
        let other = ProfileTexts.text(calls: 20, loop: 108, entry: 580, library: 80)
        let measurement = ExactMeasurement([try runs(), try runs(ProfileTexts.once, other)])
        let reading = measurement.reading(of: .instructions)
        #expect(reading.value == nil && reading.rawCount == nil)
        #expect(reading.unavailability?.cause.contains("380, 381") == true)
    }

    @Test func longerRunThatCountsLessGivesNoCount() throws {
        let reading = ExactMeasurement([try runs(ProfileTexts.twice, ProfileTexts.once)]).reading(
            of: .instructions)
        #expect(reading.value == nil)
        #expect(reading.unavailability != nil)
    }

    /// What is simulated says so, and of which caches.
    @Test func simulatedCountersAreMarked() throws {
        let measurement = ExactMeasurement([try runs(ProfileTexts.simulated, ProfileTexts.simulated)])
        for counter in CallgrindCounter.caches + CallgrindCounter.branches {
            let notes = measurement.reading(of: counter).notes
            #expect(notes.isEmpty != counter.isSimulated, "\(counter.name)")
        }
        let misses = measurement.reading(of: CallgrindCounter.caches[3])
        #expect(misses.notes.first?.contains("D1 cache: 32768 B") == true)
    }
}
