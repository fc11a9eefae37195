import Statistics
import Testing

/// Pinned vectors: a seed in an old result must reproduce its order. The first are those of the
/// authors' splitmix64.c; the others come from a second implementation, in Python.
struct SeededGeneratorTests {
    private func numbers(_ generator: SeededGenerator, count: Int) -> [UInt64] {
        var generator = generator
        return (0..<count).map { _ in generator.next() }
    }

    @Test func isSplitMix64() {
        #expect(
            numbers(SeededGenerator(seed: 1_234_567), count: 5) == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
        #expect(
            numbers(SeededGenerator(seed: 0), count: 2) == [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4])
    }

    @Test(
        arguments: [
            (0, "", 0x9644_8c47_7389_ee91, 0x56d9_4012_f04c_cefc),
            (42, "schedule", 0xea2e_41dd_a4b2_6fb9, 0x50f8_c30f_0b8e_5ba8),
            (42, "Schedule", 0x6b5e_7e23_9563_dfd3, 0xd4a9_e628_38f3_6b93),
            (43, "schedule", 0x160b_afaf_d98a_a91d, 0xa33c_8671_b636_7961),
            (UInt64.max, "\u{e4}", 0xf28f_d838_6617_7522, 0x1d4e_5eac_a680_654d),
        ] as [(UInt64, String, UInt64, UInt64)])
    func streams(seed: UInt64, label: String, first: UInt64, second: UInt64) {
        #expect(numbers(SeededGenerator(seed: seed, stream: label), count: 2) == [first, second])
    }

    @Test func choices() {
        var generator = SeededGenerator(seed: 42)
        #expect(generator.shuffled(Array(0..<10)) == [8, 3, 6, 5, 4, 0, 9, 2, 1, 7])
        generator = SeededGenerator(seed: 42)
        #expect((0..<12).map { _ in generator.number(below: 6) } == [4, 0, 1, 2, 0, 5, 1, 4, 2, 3, 1, 2])
    }

    /// For this bound a quarter of the numbers is rejected.
    @Test func rejectsTheBiasedPart() {
        var generator = SeededGenerator(seed: 42)
        #expect(
            (0..<6).map { _ in generator.number(below: 3 << 61) } == [
                5_129_796_574_783_228_279,
                1_927_231_405_673_536_446,
                2_380_949_272_596_845_911,
                263_074_794_803_236_218,
                6_005_992_922_123_620_898,
                1_510_824_267_291_609_346,
            ])
    }

    @Test func streamsDiffer() {
        let labels = (0..<1000).map { "stream \($0)" }
        let first = labels.map { numbers(SeededGenerator(seed: 7, stream: $0), count: 1)[0] }
        let second = (0..<1000).map { numbers(SeededGenerator(seed: $0, stream: "stream"), count: 1)[0] }
        #expect(Set(first + second).count == 2000)
    }

    @Test func numbersAreInBoundsAndEven() {
        var generator = SeededGenerator(seed: 3)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7000 { counts[generator.number(below: 7)] += 1 }
        // 1000 each, with a standard deviation of 29.
        #expect(counts.allSatisfy { (880...1120).contains($0) })
        #expect(generator.number(below: 1) == 0)
        #expect((0..<Int.max).contains(generator.number(below: .max)))
    }

    @Test func ordersAreEven() {
        var generator = SeededGenerator(seed: 4)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<6000 { counts[generator.shuffled([0, 1, 2]), default: 0] += 1 }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { (880...1120).contains($0) })
        #expect(generator.shuffled([Int]()) == [])
    }

    @Test func thereIsNoNumberBelowZero() async {
        await #expect(processExitsWith: .failure) {
            var generator = SeededGenerator(seed: 0)
            _ = generator.number(below: 0)
        }
    }
}
