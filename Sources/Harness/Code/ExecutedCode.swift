import PerfCounters
import SystemPackage

/// The code that callbacks executed: functions, each with the instructions of it that were executed at all, in the
/// order of their addresses, and how often.
struct ExecutedCode: Sendable, Equatable {
    /// What an instruction refers to, apart from where things lie.
    enum Reference: Sendable, Hashable {
        /// An executed instruction of its own function, by its number; nil for one that was not executed.
        case inside(Int?)
        /// A function of the program, or the beginning of anything else that has a name.
        case symbol(String)
        /// Anything else, in words.
        case other(String)
    }

    /// An instruction.
    struct Instruction: Sendable, Equatable {
        /// Mnemonic and operands, with `@` in the place of `reference`.
        var operation: String
        var reference: Reference?
        /// How often it was executed.
        var count: UInt64
    }

    /// A function.
    struct Function: Sendable, Equatable {
        /// As the linker knows it.
        var symbol: String
        /// Path of the program or library.
        var object: String
        var instructions: [Instruction]

        /// Instructions executed in it.
        var count: UInt64 { instructions.reduce(0) { $0 &+ $1.count } }
    }

    var functions: [Function]

    /// All instructions executed.
    var count: UInt64 { functions.reduce(0) { $0 &+ $1.count } }
}

extension ExecutedCode.Instruction {
    /// As people read it.
    var text: String {
        let name: String? =
            switch reference {
            case nil: nil
            case .inside(let number?): "#\(number + 1)"
            case .inside: "elsewhere in the function"
            case .symbol(let symbol): SymbolName(symbol).text
            case .other(let words): words
            }
        return name.map { operation.replacing("@", with: $0, maxReplacements: 1) } ?? operation
    }
}

extension ExecutedCode.Function {
    /// As people read it.
    var name: String { SymbolName(symbol).text }
}

/// What callgrind counted of a cell, instruction by instruction.
struct InstructionCounts: Sendable, Equatable {
    /// How often each was executed.
    var instructions: [CallgrindProfile.Instruction: UInt64]
    /// Misses of the caches of the model, read and written data alone: where code lies is what placement is.
    var misses: [String: UInt64]

    /// The events of the model's caches that are of data.
    static let missEvents = ["D1mr", "D1mw", "DLmr", "DLmw"]

    /// Nothing.
    init() { (instructions, misses) = ([:], [:]) }

    /// All that was counted in a run.
    init(_ profile: CallgrindProfile) {
        instructions = profile.instructions.compactMapValues { $0.first }.filter { $0.value > 0 }
        misses = [:]
        for event in Self.missEvents { misses[event] = profile[event] }
    }

    /// What a run of 2 N iterations counted more than one of N, so that set-up has cancelled out. It can have fewer
    /// misses, by a few of set-up: then they are none.
    ///
    /// - Parameters:
    ///   - longer: the run of 2 N iterations.
    ///   - shorter: the one of N.
    /// - Throws: `CounterUnavailability` where the longer run executed less of something.
    init(of longer: InstructionCounts, without shorter: InstructionCounts) throws(CounterUnavailability) {
        var rest = longer.instructions
        for (instruction, count) in shorter.instructions {
            let (left, isLess) = (rest[instruction] ?? 0).subtractingReportingOverflow(count)
            if isLess { throw .callgrind("callgrind counted less in the longer run than in the shorter") }
            rest[instruction] = left
        }
        instructions = rest.filter { $0.value > 0 }
        misses = longer.misses
        for (event, count) in shorter.misses { misses[event] = max(misses[event] ?? 0, count) - count }
    }

    /// Whether misses of each kind are as many as another's, but for one in a hundred callbacks.
    ///
    /// Data that lies in other lines is missed in every callback or in none. Those of set-up vary: on a busy machine runs
    /// of the same instructions had 111 misses or 113.
    func missesAsOften(as other: InstructionCounts, over callbacks: UInt64) -> Bool {
        Self.missEvents.allSatisfy { event in
            let (mine, theirs) = (misses[event] ?? 0, other.misses[event] ?? 0)
            return (max(mine, theirs) - min(mine, theirs)) * 100 <= callbacks
        }
    }

    /// What was executed in one file.
    func within(_ object: FilePath) -> InstructionCounts {
        var counts = self
        counts.instructions = instructions.filter { $0.key.function.object == object.string }
        counts.misses = [:]
        return counts
    }
}
