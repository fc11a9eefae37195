/// Who gets least and who gets most wrong.
struct SafetySentence {
    let sentence: Prose?

    /// Of the strategies given; of all of them when that is nil.
    init(_ verdicts: Verdicts, of strategies: [String]? = nil) {
        let known = (strategies ?? verdicts.strategies).compactMap { strategy in
            verdicts.faults(of: strategy).map { (strategy, $0.faulty, $0.judged) }
        }
        guard let least = known.map(\.1).min(), let most = known.map(\.1).max() else {
            sentence = nil
            return
        }
        let scenarios = known.map(\.2).max() ?? 0
        func names(_ count: Int) -> Prose {
            Prose.list(known.filter { $0.1 == count }.map { "\(name: $0.0)" }) + " (\(count))"
        }
        sentence =
            least == most
            ? "Faulty in \(least) of \(scenarios) scenarios: every strategy."
            : "Faulty in fewest of the \(scenarios) scenarios: " + names(least) + "; in most: " + names(most)
                + "."
    }
}
