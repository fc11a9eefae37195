import BenchResults
import ChildProtocol
import Testing

/// Which strategy each Go ships.
@Suite("Shipped rules")
struct ShippedRuleTests {
    private func strategy(_ version: String, of name: String = "go") -> String? {
        ShippedRule.strategy(
            of: RuntimeDescription(
                name: name, version: version, isOnAnyThread: true, usesCStack: false, callsOut: true,
                recurses: true, mappings: nil))
    }

    @Test(arguments: [
        ("1.19.8", "uncached"), ("1.20", "uncached"), ("1.20.14", "uncached"),
        ("1.21", "fixed"), ("1.21.0", "fixed"),
        ("1.21.1", "sp-window"), ("1.21.11", "sp-window"), ("1.22", "sp-window"), ("1.22.4", "sp-window"),
        ("1.21.12", "requery"), ("1.21.13", "requery"), ("1.22.5", "requery"), ("1.22.10", "requery"),
        ("1.23", "requery"), ("1.23.4", "requery"),
        ("1.23.5", "accurate"), ("1.23.9", "accurate"), ("1.24", "accurate"), ("1.24rc1", "accurate"),
        ("1.27.3", "accurate"),
        ("1.27.3-estimate", "estimate"), ("1.23.9-sp-window", "sp-window"),
    ])
    func ofGo(_ version: String, _ rule: String) {
        #expect(strategy(version) == rule)
    }

    /// What cannot be read is not guessed.
    @Test(arguments: ["devel", "unknown", "2.0", "1", "", "1.x"])
    func ofNoKnownVersion(_ version: String) {
        #expect(strategy(version) == nil)
    }

    @Test func ofOtherRuntimes() {
        #expect(strategy("1.27.3", of: "mine") == nil)
    }
}
