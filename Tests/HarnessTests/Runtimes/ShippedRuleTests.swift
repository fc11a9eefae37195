import ChildProtocol
import Testing

@testable import Harness

/// Which strategy each Go ships.
@Suite("Shipped rules")
struct ShippedRuleTests {
    private func strategy(_ version: String, variant: String? = nil) -> String? {
        ShippedRule.strategy(
            of: RuntimeSource(driver: "go", place: nil, variant: variant), version: version)
    }

    @Test(arguments: [
        ("1.19.8", "uncached"), ("1.20", "uncached"), ("1.20.14", "uncached"),
        ("1.21", "fixed"), ("1.21.0", "fixed"),
        ("1.21.1", "sp-window"), ("1.21.11", "sp-window"), ("1.22", "sp-window"), ("1.22.4", "sp-window"),
        ("1.21.12", "requery"), ("1.21.13", "requery"), ("1.22.5", "requery"), ("1.22.10", "requery"),
        ("1.23", "requery"), ("1.23.4", "requery"),
        ("1.23.5", "accurate"), ("1.23.9", "accurate"), ("1.24", "accurate"), ("1.24rc1", "accurate"),
        ("1.27.3", "accurate"),
    ])
    func ofGo(_ version: String, _ rule: String) {
        #expect(strategy(version) == rule)
    }

    /// What cannot be read is not guessed.
    @Test(arguments: ["devel", "unknown", "2.0", "1", "", "1.x"])
    func ofNoKnownVersion(_ version: String) {
        #expect(strategy(version) == nil)
    }

    /// What it was patched to is known where it is called as a strategy is.
    @Test func ofVariants() {
        #expect(strategy("1.27.3", variant: "estimate") == "estimate")
        #expect(strategy("1.23.9", variant: "sp-window") == "sp-window")
        #expect(strategy("1.23.9", variant: "mine") == nil)
    }

    @Test func ofOtherRuntimes() {
        #expect(ShippedRule.strategy(of: RuntimeSource(library: "go.so"), version: "1.27.3") == nil)
        let ruby = RuntimeSource(driver: "ruby", place: nil)
        #expect(ShippedRule.strategy(of: ruby, version: "1.27.3") == nil)
    }
}
