import Cells
import SystemPackage

/// The machine code of a strategy in two programs: what is known without counting. Which of it is executed is not.
final class MachineCode {
    private let old: CodeReader
    private let new: CodeReader
    /// Whether it is unchanged, by the name of the rule.
    private var known: [String: Bool?] = [:]

    /// - Throws: `Disassembler.Failure` for programs whose code cannot be read.
    init(old: FilePath, new: FilePath) throws(Disassembler.Failure) {
        let disassembler = try Disassembler()
        self.old = try CodeReader(old, copy: old, disassembler)
        self.new = try CodeReader(new, copy: new, disassembler)
    }

    /// Whether the functions of a strategy, the runtime's, the loops and all that these reach are the same in both.
    ///
    /// - Returns: nil where a program has no function that is the strategy's by its name.
    func isUnchanged(_ cell: CellID) throws -> Bool? {
        let rule = cell.subject.label.split(separator: ":").first.map(String.init) ?? ""
        if let answer = known[rule] { return answer }
        let answer = try compare(rule)
        known[rule] = .some(answer)
        return answer
    }

    private func compare(_ rule: String) throws -> Bool? {
        // `BoundsStrategy.spWindow`, a static variable of an extension, whose functions are in its name.
        let words = rule.split(separator: "-")
        let name = (words.prefix(1) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() })
            .joined()
        let mark = "E\(name.utf8.count)\(name)ACvpZ"
        let isRoot = { (symbol: String) in symbol.hasPrefix("sbs_") || symbol.contains(mark) }
        let code = try (old.reachable(from: isRoot), new.reachable(from: isRoot))
        guard [code.0, code.1].allSatisfy({ $0.functions.contains { $0.symbol.contains(mark) } }) else {
            return nil
        }
        return CodeDifference(code.0, code.1).isSame
    }
}
