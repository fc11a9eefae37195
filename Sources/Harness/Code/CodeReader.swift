import FoundationEssentials
import PerfCounters
import SystemPackage

/// Makes executed code of what callgrind counted: reads and disassembles the functions of a program.
final class CodeReader {
    /// The program, and its copy, which profiles name.
    private let program: FilePath
    private let copy: FilePath
    private let disassembler: Disassembler
    private let image: ProgramImage
    /// What was disassembled, by address: cells share most of their functions.
    private var texts: [UInt64: InstructionText] = [:]
    private var known: Set<String> = []

    /// - Throws: `Disassembler.Failure` for what is no ELF file of an x86 processor.
    init(_ program: FilePath, copy: FilePath, _ disassembler: Disassembler) throws(Disassembler.Failure) {
        guard let image = ProgramImage(program), image.isX86 else {
            throw .init(
                description: "\(program) is no program of an x86-64 processor, whose code can be compared")
        }
        (self.program, self.copy, self.disassembler, self.image) = (program, copy, disassembler, image)
    }

    /// The code that was executed.
    ///
    /// What lies in libraries is the same on both sides and named by its address.
    func code(of counts: InstructionCounts) throws -> ExecutedCode {
        let byFunction = Dictionary(grouping: counts.instructions) { $0.key.function }
        try read(byFunction)
        let functions = byFunction.map { function, instructions in
            let sorted = instructions.map { (address: $0.key.address, count: $0.value) }
                .sorted { $0.address < $1.address }
            let isOwn = function.object == copy.string
            let numbers = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.address, $0) })
            return ExecutedCode.Function(
                symbol: function.symbol, object: isOwn ? "" : function.object,
                instructions: sorted.map { address, count in
                    guard isOwn else {
                        let place = "0x" + String(address, radix: 16)
                        return ExecutedCode.Instruction(operation: place, reference: nil, count: count)
                    }
                    return instruction(at: address, count, numbers, function.symbol)
                })
        }
        return ExecutedCode(
            functions: functions.sorted { ($0.object, $0.symbol) < ($1.object, $1.symbol) })
    }

    /// All code that functions can reach by calls and jumps whose target is in the code, each instruction once.
    ///
    /// - Parameter isRoot: whether to begin with a function of that name.
    /// - Returns: the code, with a count of 1 each.
    /// - Throws: `Disassembler.Failure`, and `Interrupted` when a signal came.
    func reachable(from isRoot: (String) -> Bool) throws -> ExecutedCode {
        var todo = Set(image.functionNames.filter(isRoot))
        var seen: Set<String> = []
        var counts = InstructionCounts()
        while !todo.isEmpty {
            seen.formUnion(todo)
            let found = try disassembler.instructions(of: todo, in: program)
            add(found)
            todo = []
            for address in found.keys {
                // What fills the room up to the next function has no name.
                guard case .symbol(let name, _) = image.place(of: address) else { continue }
                let function = CallgrindProfile.Function(symbol: name, object: copy.string)
                counts.instructions[.init(function: function, address: address)] = 1
                if let target = texts[address]?.target, let name = image.function(at: target),
                    !seen.contains(name)
                {
                    todo.insert(name)
                }
            }
        }
        known.formUnion(seen)
        return try code(of: counts)
    }

    private func read(
        _ functions: [CallgrindProfile.Function: [(key: CallgrindProfile.Instruction, value: UInt64)]]
    ) throws {
        let own = functions.filter { $0.key.object == copy.string && !known.contains($0.key.symbol) }
        try add(disassembler.instructions(of: Set(own.keys.map(\.symbol)), in: program))
        known.formUnion(own.keys.map(\.symbol))
        // Another name of the same function, or none at all, as in the table of calls to libraries.
        for instructions in own.values {
            let missing = instructions.map(\.key.address).filter { texts[$0] == nil }
            guard let first = missing.min(), let last = missing.max() else { continue }
            try add(disassembler.instructions(in: first...last, of: program))
        }
    }

    private func add(_ found: [UInt64: String]) {
        for (address, line) in found where texts[address] == nil { texts[address] = InstructionText(line) }
    }

    private func instruction(
        at address: UInt64, _ count: UInt64, _ numbers: [UInt64: Int], _ function: String
    ) -> ExecutedCode.Instruction {
        guard let text = texts[address] else {
            let place = "0x" + String(address, radix: 16)
            return ExecutedCode.Instruction(operation: place, reference: nil, count: count)
        }
        var reference: ExecutedCode.Reference?
        if let target = text.target {
            reference = numbers[target].map { .inside($0) } ?? self.reference(target, text.name, function)
        }
        return ExecutedCode.Instruction(operation: text.operation, reference: reference, count: count)
    }

    private func reference(_ target: UInt64, _ name: String?, _ function: String) -> ExecutedCode.Reference {
        // The table of calls to libraries has no symbols; the disassembler names its entries.
        if let name, name.hasSuffix("@plt") { return .other(name) }
        switch image.place(of: target) {
        case .symbol(function, offset: 1...): return .inside(nil)
        case .symbol(let symbol, offset: 0): return .symbol(symbol)
        case .symbol(let symbol, let offset): return .other("\(symbol)+\(offset)")
        case .constant(let bytes):
            return .other("constant " + bytes.map { String($0, radix: 16) }.joined(separator: " "))
        case .pointer(let symbol): return .other("pointer to \(symbol)")
        case .section(let section): return .other("\(section)")
        case nil: return .other("nothing")
        }
    }
}
