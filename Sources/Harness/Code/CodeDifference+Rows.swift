extension CodeDifference {
    /// An instruction on one side.
    struct Numbered: Sendable {
        /// Its number among the executed ones of its function, from 1.
        let number: Int
        let instruction: ExecutedCode.Instruction
    }

    /// An instruction on both sides, or on one.
    struct Row: Sendable {
        var old: Numbered?
        var new: Numbered?
    }

    /// The instructions of a pair beside each other, with as few on one side alone as can be.
    func rows(of pair: Pair) -> [Row] {
        let (old, new) = (numbered(pair.old), numbered(pair.new))
        let change = new.map { key($0.instruction.reference, of: $0.instruction) }.difference(
            from: old.map { key(renamed($0.instruction.reference), of: $0.instruction) })
        var (gone, added): (Set<Int>, Set<Int>) = ([], [])
        for step in change {
            switch step {
            case .remove(let offset, _, _): gone.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var rows: [Row] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if gone.contains(left) {
                rows.append(Row(old: old[left]))
                left += 1
            } else if added.contains(right) {
                rows.append(Row(new: new[right]))
                right += 1
            } else {
                rows.append(Row(old: old[left], new: new[right]))
                (left, right) = (left + 1, right + 1)
            }
        }
        return rows
    }

    private func numbered(_ function: ExecutedCode.Function?) -> [Numbered] {
        (function?.instructions ?? []).enumerated().map { Numbered(number: $0 + 1, instruction: $1) }
    }

    /// What makes instructions of both sides one row. An instruction that was added before it changes the number
    /// that a jump goes to.
    private struct Key: Equatable {
        let operation: String
        let reference: ExecutedCode.Reference?
    }

    private func key(_ reference: ExecutedCode.Reference?, of instruction: ExecutedCode.Instruction) -> Key {
        if case .inside = reference { return Key(operation: instruction.operation, reference: .inside(nil)) }
        return Key(operation: instruction.operation, reference: reference)
    }
}
