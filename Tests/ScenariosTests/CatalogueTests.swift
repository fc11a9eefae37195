import Testing

@testable import Scenarios

@Suite struct CatalogueTests {
    @Test func everyNumberOfTheListIsThereInOrder() {
        #expect(ScenarioCatalogue.all.map(\.number) == ScenarioCatalogue.all.map(\.number).sorted())
        #expect(Set(ScenarioCatalogue.all.map(\.number)) == Set(1...50))
    }

    @Test func namesAreUniqueAndKebabCase() throws {
        let names = ScenarioCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        try #require(names.count >= 37)
        for name in names { #expect(try #/[a-z0-9-]+(/[a-z0-9-]+)?/#.wholeMatch(in: name) != nil, "\(name)") }
    }

    @Test func everyScenarioSaysWhatItIs() throws {
        try #require(ScenarioCatalogue.all.count >= 37)
        for scenario in ScenarioCatalogue.all {
            for text in [scenario.summary, scenario.setUp, scenario.truth, scenario.source] {
                #expect(!text.isEmpty && !text.contains("\n"), "\(scenario.name)")
            }
            #expect(!scenario.looksFor.isEmpty, "\(scenario.name)")
        }
    }

    @Test func mappingsAreRead() {
        let maps = MemoryMaps(
            "00400000-00402000 r--p 00000000 fe:00 1 /bin/x\n7ffc0000-7ffd0000 rw-p 0 0:0 0 [stack]\nbad\n")
        #expect(maps.ranges == [0x400000..<0x402000, 0x7ffc_0000..<0x7ffd_0000])
        #expect(maps.mapping(of: 0x7ffc_ffff)?.index == 1)
        #expect(maps.mapping(of: 0x7ffd_0000) == nil)
    }
}
