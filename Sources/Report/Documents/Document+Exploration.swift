import BenchResults

extension Document {
    /// What explorations found: a sentence each, and for each cause the shortest program that shows it.
    ///
    /// - Parameters:
    ///   - result: what was found.
    ///   - stacks: the stacks that programs run on, with what they are.
    package init(_ result: ExploreResult, stacks: [(name: String, summary: String)]) {
        var sections = result.explorations.map { exploration in
            Section(
                title: exploration.strategy.name,
                blocks: [.sentence(Prose(Self.sentence(exploration)))]
                    + exploration.causes.enumerated().flatMap { Self.blocks($1, number: $0 + 1) })
        }
        if result.explorations.contains(where: { !$0.causes.isEmpty }) {
            let named = stacks.filter { stack in
                result.explorations.contains { exploration in
                    exploration.causes.contains { cause in
                        cause.stacks.contains(stack.name)
                            || cause.program.contains { $0.contains("the \(stack.name) stack") }
                    }
                }
            }
            sections.append(
                Section(
                    title: "Stacks",
                    blocks: [
                        .remarks(named.map { Prose("\($0.name): \($0.summary)") }),
                        .remarks([
                            Prose("A program starts on the own stack of a thread that C made.")
                        ]),
                    ]))
        }
        self.init(title: "What breaks a strategy", sections: sections)
    }

    /// What was run and whether anything failed.
    static func sentence(_ exploration: ExploreResult.Exploration) -> String {
        var run = [
            "all \(grouped(exploration.sequences)) sequences up to length \(exploration.completeDepth)"
        ]
        if exploration.unfinished > 0 {
            run.append("\(grouped(exploration.unfinished)) of length \(exploration.completeDepth + 1)")
        }
        if exploration.longer > 0 { run.append("\(grouped(exploration.longer)) longer ones") }
        let rate =
            exploration.seconds > 0
            ? "; \(grouped(Int(Double(exploration.total) / exploration.seconds))) a second" : ""
        let causes = exploration.causes.count
        let sentence =
            causes == 0
            ? "no fault in \(run.joined(separator: ", nor in "))"
            : "\(causes) \(causes == 1 ? "cause" : "causes") of faults in \(run.joined(separator: " and "))"
        let stopped = exploration.stopped.map { "; \($0)" } ?? ""
        return sentence + rate + stopped
    }

    private static func blocks(_ cause: ExploreResult.Cause, number: Int) -> [Block] {
        let stacks = cause.stacks.joined(separator: ", ")
        let head =
            "\(number). \(cause.fault), with \(cause.cause), on: \(stacks) (\(grouped(cause.sequences)))"
        let program = indented(cause.program).enumerated().map { "    \($0 + 1)  \($1)" }
        return [
            .sentence(Prose(head)),
            .preformatted((program + ["    \(cause.reason)"]).joined(separator: "\n")),
        ]
    }

    /// What C does that a callback called is set in, by thread.
    static func indented(_ program: [String]) -> [String] {
        var depths = [0, 0]
        var thread = 0
        return program.map { line in
            if line.hasPrefix("return to") || line.hasPrefix("longjmp") {
                depths[thread] = max(0, depths[thread] - 1)
            }
            let indented = String(repeating: "  ", count: depths[thread]) + line
            if line.hasSuffix(":") { depths[thread] += 1 }
            if line.hasPrefix("exit this thread") { depths[thread] = 0 }
            if line.hasPrefix("exit this thread") || line == "go on on the other thread" {
                thread = 1 - thread
            }
            return indented
        }
    }

    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var end = digits.endIndex
        while let index = digits.index(end, offsetBy: -3, limitedBy: digits.startIndex),
            index > digits.startIndex
        {
            digits.insert(",", at: index)
            end = index
        }
        return digits
    }
}
