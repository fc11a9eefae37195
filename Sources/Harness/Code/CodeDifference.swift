/// Two pieces of executed code beside each other, function by function.
///
/// They are the same when functions can be paired so that each executes the same instructions in the same order of
/// addresses, each as often, that refer to the same things. What was not executed, what functions are called and
/// where they lie does not count.
struct CodeDifference: Sendable {
    /// A function on both sides, or on one.
    struct Pair: Sendable {
        var old: ExecutedCode.Function?
        var new: ExecutedCode.Function?
        /// Whether both sides execute the same.
        var isSame = false

        /// The name on the new side, or on the old one.
        var name: String { (new ?? old)?.name ?? "" }
    }

    /// What both sides execute most of first.
    private(set) var pairs: [Pair] = []
    /// Names on the old side of what has another one on the new side.
    private var renamed: [String: String] = [:]

    init(_ old: ExecutedCode, _ new: ExecutedCode) {
        var (olds, news) = (old.functions, new.functions)
        // A closure's number and a private function's file are in its name, so the same name may be another
        // function, and another name the same.
        pair(&olds, &news) { $0.symbol == $1.symbol && $0.shape == $1.shape }
        pair(&olds, &news) { $0.object == $1.object && $0.shape == $1.shape }
        pair(&olds, &news) { $0.object == $1.object && $0.symbol == $1.symbol }
        pairs += olds.map { Pair(old: $0) } + news.map { Pair(new: $0) }
        for index in pairs.indices {
            guard let old = pairs[index].old, let new = pairs[index].new else { continue }
            pairs[index].isSame =
                old.instructions.count == new.instructions.count
                && zip(old.instructions, new.instructions).allSatisfy(isSame)
        }
        pairs.sort { $0.weight > $1.weight }
    }

    /// Whether the same is executed.
    var isSame: Bool { pairs.allSatisfy(\.isSame) }

    /// Whether two instructions do the same as often.
    func isSame(_ old: ExecutedCode.Instruction, _ new: ExecutedCode.Instruction) -> Bool {
        old.count == new.count && old.operation == new.operation
            && renamed(old.reference) == new.reference
    }

    /// What an old reference is called on the new side.
    func renamed(_ reference: ExecutedCode.Reference?) -> ExecutedCode.Reference? {
        if case .symbol(let symbol) = reference { return .symbol(renamed[symbol] ?? symbol) }
        return reference
    }

    private mutating func pair(
        _ olds: inout [ExecutedCode.Function], _ news: inout [ExecutedCode.Function],
        where belong: (ExecutedCode.Function, ExecutedCode.Function) -> Bool
    ) {
        var left: [ExecutedCode.Function] = []
        for old in olds {
            guard let index = news.firstIndex(where: { belong(old, $0) }) else {
                left.append(old)
                continue
            }
            let new = news.remove(at: index)
            if old.symbol != new.symbol { renamed[old.symbol] = new.symbol }
            pairs.append(Pair(old: old, new: new))
        }
        olds = left
    }
}

extension CodeDifference.Pair {
    fileprivate var weight: UInt64 { max(old?.count ?? 0, new?.count ?? 0) }
}

extension ExecutedCode.Function {
    /// What is compared before it is known which functions belong together.
    fileprivate var shape: [ExecutedCode.Instruction] {
        instructions.map { instruction in
            var shape = instruction
            if case .symbol = instruction.reference { shape.reference = .symbol("") }
            return shape
        }
    }
}
