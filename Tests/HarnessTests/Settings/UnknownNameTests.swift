import Testing

@testable import Harness

/// What is suggested for a name that is not there.
@Suite struct UnknownNameTests {
    private static let strategies = [
        "none", "fixed", "sp-window", "requery", "accurate", "lenient", "tiered", "mru",
    ]

    @Test(arguments: [
        ("reqery", "requery"), ("requrey", "requery"), ("Requery", "requery"), ("requeryy", "requery"),
        ("fxied", "fixed"), ("tierd", "tiered"), ("sp_window", "sp-window"), ("spwindow", "sp-window"),
        ("window", "sp-window"), ("acc", "accurate"), ("mur", "mru"),
    ])
    func whatIsNearIsSuggested(typed: String, meant: String) {
        #expect(UnknownName(typed, choices: Self.strategies).suggestion == "did you mean '\(meant)'?")
    }

    @Test(arguments: ["", "x", "zz", "fibers-and-more", "requery", String(repeating: "requery", count: 20)])
    func nothingElseIs(typed: String) {
        #expect(UnknownName(typed, choices: Self.strategies).suggestion == nil)
    }

    @Test func thereMayBeNothingToChooseFrom() {
        #expect(UnknownName("a", choices: []).suggestion == nil)
    }

    @Test(arguments: [
        ("coroutin", "coroutine"), ("coroutine/8/asembly", "coroutine/8/assembly"),
        ("coroutine/9", "coroutine/8"), ("thred", "thread"),
    ])
    func whatStandsAboveNamesIsSuggestedToo(typed: String, meant: String) {
        let names = ["thread", "coroutine/8/assembly", "coroutine/8/swapcontext"]
        let error = #expect(throws: UsageError.self) {
            try NameList([typed], option: "--workload").select(names, named: \.self)
        }
        #expect(
            error?.description
                == "--workload '\(typed)': there is none; did you mean '\(meant)'? Choose from thread, "
                + "coroutine/8/assembly, coroutine/8/swapcontext")
    }

    /// Alone and beside others, which must be there all the same.
    @Test func allIsEveryName() throws {
        let names = ["a", "b/1", "b/2"]
        #expect(try NameList(["all"], option: "-x").select(names, named: \.self) == names)
        #expect(try NameList(["b", "all"], option: "-x").select(names, named: \.self) == names)
        #expect(throws: UsageError.self) {
            try NameList(["all,c"], option: "-x").select(names, named: \.self)
        }
    }

    /// What is named and cannot run says why, and is not left out without a word.
    @Test func whatIsNotPossibleHereIsSaid() throws {
        let names = ["ring/assembly", "ring/fcontext"]
        func select(_ name: String) throws -> [String] {
            try NameList([name], option: "--workload").select(names, named: \.self) {
                $0.hasSuffix("fcontext") ? "no Boost.Context" : nil
            }
        }
        #expect(try select("ring") == names, "one of them can run")
        #expect(try select("all") == names)
        let error = #expect(throws: UsageError.self) { try select("ring/fcontext") }
        #expect(error?.description == "--workload 'ring/fcontext' is not possible here: no Boost.Context")
    }
}
