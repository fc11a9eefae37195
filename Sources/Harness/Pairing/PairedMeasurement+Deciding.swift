import Cells
import Statistics

extension PairedMeasurement {
    /// The number of the first fresh round, so that its children draw new random numbers.
    private static let firstFreshRound = 1_000_000

    /// Measures what is not decided until it is, or nothing more can be in the time left.
    ///
    /// - Parameters:
    ///   - known: cells of which time has nothing to say, as both sides are known to execute the same.
    ///   - save: called when there is something new to keep.
    /// - Throws: `Interrupted` when a signal came.
    func decide(except known: Set<CellID>, save: () throws -> Void) throws {
        defer { listener(.progressEnded) }
        var open = cells.indices.filter { cells[$0].isAlive && !known.contains(cells[$0].id) }
        while true {
            let suspicious = open.compactMap { index in
                cells[index].suspicion(settings.rules).map { (index: index, p: $0) }
            }.sorted { $0.p < $1.p }.map(\.index)
            try confirm(suspicious, save)
            open.removeAll {
                suspicious.contains($0) || !cells[$0].isAlive || cells[$0].isSettled(settings.rules)
            }
            let looks = closest(of: open)
            if looks.isEmpty { break }
            try measure(until: looks, save)
        }
        try save()
    }

    /// The cells that are closest to a decision, and at how many rounds to look again: as many cells as half of the
    /// time left is enough for. The other half is for suspects among them.
    private func closest(of open: [Int]) -> [Int: Int] {
        let wishes = open.compactMap { index -> (index: Int, look: Int, seconds: Double)? in
            guard let rounds = cells[index].roundsToSettle(settings.rules) else { return nil }
            let missing = rounds - cells[index].screening.count
            return (
                index, cells[index].nextLook(expecting: rounds), Double(missing) * cells[index].pairSeconds
            )
        }.sorted { ($0.seconds, $0.index) < ($1.seconds, $1.index) }
        var left = Self.screeningShare * timeLeft
        var looks: [Int: Int] = [:]
        for wish in wishes {
            left -= Double(wish.look - cells[wish.index].screening.count) * cells[wish.index].pairSeconds
            if left < 0 { break }
            looks[wish.index] = wish.look
        }
        return looks
    }

    /// Measures cells as often as each is to be looked at next.
    private func measure(until looks: [Int: Int], _ save: () throws -> Void) throws {
        // Rounds that take longer than those before must not use up what is left.
        while timeLeft > 0 {
            let short = looks.filter { cells[$0.key].isAlive && cells[$0.key].screening.count < $0.value }
            if short.isEmpty { return }
            try round(of: short.keys.sorted())
            if rounds.screening.isMultiple(of: 8) { try save() }
        }
    }

    /// Measures suspects again, the most suspicious first where time is short.
    private func confirm(_ suspicious: [Int], _ save: () throws -> Void) throws {
        // Less than the time left, since later rounds may take longer.
        let allotted = RoundAllotment.rounds(
            for: suspicious.map { index in
                RoundAllotment.Wish(
                    rounds: cells[index].freshRounds(settings.rules, in: Self.confirmationRounds),
                    seconds: cells[index].pairSeconds)
            }, in: 0.9 * timeLeft, fewest: Self.confirmationRounds.lowerBound)
        let plan = Dictionary(uniqueKeysWithValues: zip(suspicious, allotted).filter { $0.1 > 0 })
        if plan.count < suspicious.count {
            remarks.append(
                "\(suspicious.count - plan.count) of \(suspicious.count) suspects were not measured again: "
                    + "the budget of \(Int(settings.budget)) s did not last")
        }
        suspects += plan.keys.sorted().map { cells[$0].id }
        for round in 0..<(plan.values.max() ?? 0) {
            for index in random.shuffled(plan.keys.filter { plan[$0, default: 0] > round }.sorted()) {
                show("suspects, round \(round + 1)", cells[index])
                let pair = try children.pair(cells[index], round: Self.firstFreshRound + rounds.confirmation)
                cells[index].add(pair, to: \.confirmation)
            }
            rounds.confirmation += 1
            if round.isMultiple(of: 8) { try save() }
        }
    }
}
