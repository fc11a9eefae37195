import SystemPackage
import TestSupport
import Testing

/// Strategies are compared fairly only if they share the machine code around them.
@Suite("Entry")
struct EntryTests {
    /// The entry is one symbol, calls the update through a pointer, and nothing else of a strategy is in
    /// it: it refers to no symbol but its own slow paths: no machine, options, SP below the guard.
    @Test func isOneSymbolWithNoStrategyInIt() async throws {
        let text = try await disassembly(of: "sbs_callback")
        #expect(text.split(separator: "\n").filter { $0.hasSuffix("<sbs_callback>:") }.count == 1)
        let isIndirect = text.contains("callq\t*") || text.contains("call\t*") || text.contains("blr\tx")
        #expect(isIndirect, "\(text)")
        let referred = text.split(separator: "\n").dropFirst().compactMap { line -> Substring? in
            guard let open = line.lastIndex(of: "<"), line.hasSuffix(">") else { return nil }
            return line[line.index(after: open)...].dropLast().split(separator: "+").first
        }
        let allowed: Set<Substring> = [
            "sbs_callback", "callback_without_machine", "callback_with_options", "below_guard",
        ]
        #expect(Set(referred).isSubset(of: allowed), "\(Set(referred).subtracting(allowed))")
    }

    /// The loops call the entry that the test above has checked; it is not inlined into them.
    @Test(arguments: ["sbs_loop_plain", "sbs_threads_work", "sbs_ring_coroutine"])
    func loopsCallTheEntry(loop: String) async throws {
        let text = try await disassembly(of: loop)
        #expect(text.contains("<sbs_callback>"), "\(text)")
    }

    private func disassembly(of symbol: String) async throws -> String {
        let text = try await #require(Program(named: "llvm-objdump")).run(
            "--disassemble-symbols=\(symbol)", "--no-show-raw-insn", "--no-leading-addr",
            Program.bench.path.string
        ).output
        try #require(text.contains("<\(symbol)>:"), "no symbol \(symbol)")
        return text.split(separator: "\n").drop { !$0.contains("<\(symbol)>:") }
            .joined(separator: "\n")
    }
}
