import ChildProtocol
import PerfCounters
import SystemPackage

extension FunctionCost {
    /// The functions with names that people read, most instructions first.
    static func list(
        _ functions: [CallgrindProfile.Function: UInt64], callbacks: UInt64
    ) -> [FunctionCost] {
        functions.map { function, instructions in
            FunctionCost(
                name: SymbolName(function.symbol).text, symbol: function.symbol,
                object: FilePath(function.object).lastComponent?.string ?? function.object,
                instructions: instructions, callbacks: callbacks)
        }.sorted { ($1.instructions, $0.symbol) < ($0.instructions, $1.symbol) }
    }
}
