import BenchResults

extension Document {
    /// A function whose instructions are shown on both sides.
    package struct ComparedFunction: Sendable {
        /// An instruction: its number in the function, what it does, and how often it was executed.
        package typealias Instruction = (number: Int, text: String, count: UInt64)

        /// The name that people read.
        package var name: String
        /// File name of the library; empty for the program itself.
        package var object: String
        /// Instructions executed on the old side, and on the new one.
        package var counts: (old: UInt64, new: UInt64)
        /// Whether both sides execute the same in it.
        package var isSame: Bool
        /// Its instructions; empty where they are not known.
        package var rows: [(old: Instruction?, new: Instruction?)]

        /// Describes a function.
        package init(
            name: String, object: String, counts: (old: UInt64, new: UInt64), isSame: Bool,
            rows: [(old: Instruction?, new: Instruction?)]
        ) {
            (self.name, self.object, self.counts) = (name, object, counts)
            (self.isSame, self.rows) = (isSame, rows)
        }
    }

    /// The instructions that both sides of a comparison execute in one cell.
    ///
    /// - Parameters:
    ///   - cell: `workload:strategy`.
    ///   - sides: what they are called.
    ///   - cause: what was found, with its counts.
    ///   - functions: what executes most first.
    ///   - isAll: whether instructions are shown that are the same and hardly ever executed.
    package init(
        instructionsOf cell: String, _ sides: (old: String, new: String), _ cause: ComparisonCause,
        _ functions: [ComparedFunction], showingAll isAll: Bool
    ) {
        let counts = CountedInstructions(callbacks: max(1, cause.callbacks ?? 1), isAll: isAll)
        let different = functions.filter { !$0.isSame }.flatMap(counts.blocks)
        let same = functions.filter { $0.isSame }
        let verdict: Prose =
            cause.isSameCode
            ? "Both sides execute the same instructions, each as often: same code."
            : Prose(stringLiteral: (cause.sentence ?? cause.kind.rawValue) + ".")
        var sections = [
            Section(
                title: "What differs",
                blocks: different.isEmpty ? [.sentence("No instruction differs.")] : different)
        ]
        if !same.isEmpty {
            let blocks = [Block.table(counts.summary(same, of: cell))] + same.flatMap(counts.blocks)
            sections.append(
                Section(
                    title: "What is the same",
                    blocks: [
                        .folded(
                            "\(same.count) \(same.count == 1 ? "function" : "functions") that execute the same",
                            blocks)
                    ]))
        }
        self.init(
            title: "What \(cell) executes",
            headline: [
                "old: \(name: sides.old); new: \(name: sides.new)", verdict,
                "Counts are per callback, over \(cause.callbacks ?? 0) callbacks.",
            ], sections: sections)
    }
}

/// Tables of instructions.
struct CountedInstructions {
    let callbacks: UInt64
    let isAll: Bool

    /// Instructions that a callback in 100 executes, and all that differ.
    func blocks(_ function: Document.ComparedFunction) -> [Document.Block] {
        let isChanged = { (row: Document.ComparedFunction.Row) in mark(row) != "" && !function.isSame }
        let shown = function.rows.filter { row in
            isChanged(row) || isHot(row.old) || isHot(row.new)
        }
        guard !shown.isEmpty else { return [] }
        let rest = leftOut(function.rows.count - shown.count)
        return [
            .table(
                Table(
                    caption:
                        "\(name: function.name): \(amount(function.counts.old)) instructions, then \(amount(function.counts.new))\(rest)",
                    columns: ["", "old", "old instruction", "new", "new instruction"],
                    rows: shown.map { row in
                        Table.Row(
                            header: function.isSame ? "" : mark(row),
                            cells: side(row.old) + side(row.new))
                    }, isText: true))
        ]
    }

    /// The same for a function of one program.
    func blocks(
        _ name: String, _ count: UInt64, _ instructions: [Document.ComparedFunction.Instruction]
    ) -> [Document.Block] {
        let shown = instructions.filter(isHot)
        guard !shown.isEmpty else { return [] }
        let rest = leftOut(instructions.count - shown.count)
        return [
            .table(
                Table(
                    caption: "\(name: name): \(amount(count)) instructions\(rest)",
                    columns: ["", "count", "instruction"],
                    rows: shown.map { Table.Row(header: "", cells: side($0)) }, isText: true))
        ]
    }

    private func isHot(_ instruction: Document.ComparedFunction.Instruction?) -> Bool {
        guard let instruction else { return false }
        return isAll || instruction.count * 100 >= callbacks
    }

    private func leftOut(_ count: Int) -> String {
        count == 0 ? "" : "; \(count) hardly ever executed ones are left out (--all)"
    }

    /// One line for each function.
    func summary(_ functions: [Document.ComparedFunction], of cell: String) -> Table {
        Table(
            columns: [cell, "instructions/callback", "in"],
            rows: functions.map { function in
                Table.Row(
                    header: function.name,
                    cells: [Table.Cell(amount(function.counts.new)), Table.Cell(function.object)])
            })
    }

    private func mark(_ row: Document.ComparedFunction.Row) -> String {
        guard let old = row.old else { return "new" }
        guard let new = row.new else { return "gone" }
        return old.count == new.count ? "" : "count"
    }

    private func side(_ instruction: Document.ComparedFunction.Instruction?) -> [Table.Cell] {
        guard let instruction else { return ["", ""] }
        return [
            Table.Cell(amount(instruction.count)), Table.Cell("\(instruction.number)  \(instruction.text)"),
        ]
    }

    private func amount(_ count: UInt64) -> String {
        Quantity.exact(ExactCount(count: count, callbacks: callbacks))
    }
}

extension Document.ComparedFunction {
    fileprivate typealias Row = (old: Instruction?, new: Instruction?)
}
