import Processes
import Testing

@Suite("Channels of children")
struct ChannelTests {
    @Test func linesComeWithoutTheirSeal() throws {
        let seal = ChannelSeal()
        #expect(try seal.lines(of: "\(seal.text) a\n\(seal.text) b c\n\(seal.text) cut") == ["a", "b c"])
        #expect(try seal.lines(of: "") == [])
    }

    @Test(arguments: ["a\n", "\n", " a\n"])
    func aLineWithoutASealIsAnError(line: String) {
        #expect(throws: ChannelSeal.Broken.self) { try ChannelSeal().lines(of: line) }
    }

    @Test func noTwoSealsAreEqual() {
        let seals = (0..<100).map { _ in ChannelSeal().text }
        #expect(Set(seals).count == 100 && seals.allSatisfy { $0.utf8.count == 32 })
    }
}
