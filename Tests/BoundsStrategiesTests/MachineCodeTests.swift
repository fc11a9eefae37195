import CLibrary
import SystemPackage
import TestSupport
import Testing

/// What a strategy does during a callback may run in a signal handler: no allocation, no lock, none of
/// Swift's lazily initialised globals. Read off the object files, through every call between them.
@Suite("Machine code")
struct MachineCodeTests {
    @Test func strategiesCallNothingOfTheSwiftRuntime() async throws {
        let calls = try await callGraph()
        // A closure that became a C function has a symbol that ends in "To" and names its strategy.
        let entries = calls.keys.filter {
            $0.contains("BoundsStrategyV0C10StrategiesE") && $0.hasSuffix("_To")
        }
        try #require(entries.count >= 20, "\(entries.count) functions of strategies were found")
        #expect(
            entries.contains { reachable(from: $0, calls).contains("sbs_query_mapping") },
            "calls between objects are followed")
        for entry in entries {
            for callee in reachable(from: entry, calls) {
                let isSwift = callee.hasPrefix("swift_") || callee == "malloc" || callee == "free"
                #expect(!isSwift, "\(entry) reaches \(callee)")
            }
        }
    }

    private func reachable(from entry: String, _ calls: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var open = [entry]
        while let next = open.popLast() {
            // What a fatal error does on its way out does not matter.
            for callee in calls[next] ?? [] where !callee.contains("fatal") && reached.insert(callee).inserted
            {
                open.append(callee)
            }
        }
        return reached
    }

    /// Callees by symbol, in the objects of the modules that strategies are made of.
    private func callGraph() async throws -> [String: Set<String>] {
        let command = """
            llvm-objdump --disassemble --reloc --no-show-raw-insn --no-leading-addr \
            '\(Program.built)'/BoundsStrategies.build/*.o '\(Program.built)'/CallbackRuntime.build/*.o
            """
        let run = try await Program.shell.run("-c", command)
        #expect(run.status == .exited(0), "\(run.errors)")
        var calls: [String: Set<String>] = [:]
        var symbol = ""
        for line in run.output.split(separator: "\n") {
            if line.hasPrefix("<"), line.hasSuffix(">:") {
                symbol = String(line.dropFirst().dropLast(2))
                calls[symbol, default: []] = calls[symbol] ?? []
            } else if let open = line.lastIndex(of: "<"), line.hasSuffix(">"),
                line.contains("\tcall") || line.contains("\tj") || line.contains("\tb")
            {
                let target = line[line.index(after: open)...].dropLast().split(separator: "+")[0]
                calls[symbol, default: []].insert(String(target))
            } else if line.contains("R_X86_64_PLT32") || line.contains("R_AARCH64_CALL26")
                || line.contains("R_AARCH64_JUMP26") || line.contains("GOTPCREL"),
                let target = line.split(separator: "\t").last
            {
                calls[symbol, default: []].insert(String(target.prefix { $0 != "-" && $0 != "+" }))
            }
        }
        return calls
    }
}
