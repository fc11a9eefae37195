import Cells
import Statistics

extension ResultComparison {
    /// Compares two sides that were measured separately.
    ///
    /// Cells that are not comparable are refused one by one; with `rules.isForced` they are compared anyway,
    /// and `differences` says what differs.
    public init(stored old: ComparableSide, _ new: ComparableSide, rules: ComparisonRules) {
        var (old, new) = (old, new)
        if CostStatistic(old, new) != .lowestSample {
            for index in old.cells.indices { old.cells[index].costs = old.cells[index].medianCosts }
            for index in new.cells.indices { new.cells[index].costs = new.cells[index].medianCosts }
        }
        let differences = Self.differences(old.circumstances, new.circumstances)
        if differences.isEmpty, SameMeasurement.isOf(old, new) {
            self.init(
                old: old, new: new, rules: rules, withheld: nil, differences: [],
                remarks: old.remarks + new.remarks.filter { !old.remarks.contains($0) },
                rows: ComparisonJudge(rules).rows(
                    zip(old.cells, new.cells).flatMap { old, new in
                        // What was not measured has its own reason.
                        new.costs.isEmpty && new.death == nil
                            ? Self.cases(old, new, refusal: nil, isChecked: false)
                            : [SameMeasurement.case(new)]
                    }))
            return
        }
        let sickness = [old.sickness, new.sickness].compactMap { $0 }
        let withheld = rules.isForced || sickness.isEmpty ? nil : sickness.joined(separator: "; ")
        let refusal = rules.isForced || differences.isEmpty ? nil : differences.joined(separator: "; ")
        let others = Dictionary(old.cells.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let shared = Set(new.cells.map(\.id))
        var cases: [ComparisonJudge.Case] = []
        for cell in new.cells {
            guard let other = others[cell.id] else {
                cases.append(Self.oneSided(cell, .onlyInNew))
                continue
            }
            cases += Self.cases(
                other, cell, refusal: refusal,
                isChecked: !rules.isForced && !old.isImported && !new.isImported)
        }
        cases += old.cells.filter { !shared.contains($0.id) }.map { Self.oneSided($0, .onlyInOld) }
        self.init(
            old: old, new: new, rules: rules, withheld: withheld, differences: differences,
            remarks: Self.remarks(old, new)
                + (rules.isForced ? sickness.map { "Forced, though \($0)." } : []),
            rows: ComparisonJudge(rules, withheld: withheld).rows(cases))
    }

    /// What differs besides the code, one line each; nothing where nothing is known.
    static func differences(
        _ old: [ComparableSide.Circumstance]?, _ new: [ComparableSide.Circumstance]?
    ) -> [String] {
        guard let mine = old, let theirs = new else { return [] }
        return mine.compactMap { circumstance in
            let other = theirs.first { $0.name == circumstance.name }?.value ?? "unknown"
            if other == circumstance.value { return nil }
            return "\(circumstance.name) differs: \(circumstance.value), \(other)"
        }
    }

    private static func remarks(_ old: ComparableSide, _ new: ComparableSide) -> [String] {
        var remarks: [String] = []
        for side in [old, new] where side.circumstances == nil && !side.cells.isEmpty {
            let remark = "\(side.label) does not say where and how it was measured: nothing is checked"
            if !remarks.contains(remark) { remarks.append(remark) }
        }
        if let id = old.buildID, id == new.buildID {
            remarks.append("both sides are the same program (build id \(id.prefix(12)))")
        }
        if !old.cells.isEmpty && !new.cells.isEmpty {
            remarks.append(
                "The sides were measured at different times, so what changed on the machine is in the ratios: "
                    + "bench commits measures them in turn.")
        }
        for remark in old.remarks + new.remarks where !remarks.contains(remark) { remarks.append(remark) }
        return remarks
    }

    private static func oneSided(
        _ cell: ComparableSide.Cell, _ verdict: ComparisonVerdict
    ) -> ComparisonJudge.Case {
        let cost = try? Median.of(cell.costs)
        return ComparisonJudge.Case(
            cell.id,
            evidence: .settled(
                verdict, reason: cell.missing, old: verdict == .onlyInOld ? cost : nil,
                new: verdict == .onlyInNew ? cost : nil))
    }

    /// Why costs of two versions of a workload are not compared. That of a trace stands for what is in it.
    static func versionDifference(_ workload: String, _ old: Int?, _ new: Int?) -> String {
        if workload.hasPrefix("trace/") { return "another trace has that name" }
        let versions = [old, new].map { $0.map(String.init) ?? "unknown" }
        return "workload version differs: \(versions.joined(separator: ", "))"
    }

    private static func cases(
        _ old: ComparableSide.Cell, _ new: ComparableSide.Cell, refusal: String?, isChecked: Bool
    ) -> [ComparisonJudge.Case] {
        var refusal = refusal
        if old.workloadVersion != new.workloadVersion, isChecked {
            refusal = versionDifference(new.id.workload, old.workloadVersion, new.workloadVersion)
        }
        let time = ComparisonJudge.Case(new.id, evidence: evidence(old, new, refusal))
        let counts = new.counts.compactMap { count -> ComparisonJudge.Case? in
            guard let other = old.counts.first(where: { $0.name == count.name }) else { return nil }
            let evidence: ComparisonEvidence =
                if let refusal {
                    .settled(
                        .notComparable, reason: refusal, old: other.perCallback, new: count.perCallback)
                } else if other.source != count.source {
                    .settled(
                        .notComparable, reason: "source of counts differs: \(other.source), \(count.source)",
                        old: other.perCallback, new: count.perCallback)
                } else {
                    .counts(old: other.perCallback, new: count.perCallback)
                }
            return ComparisonJudge.Case(new.id, measure: .counter(count.name), evidence: evidence)
        }
        return [time] + counts
    }

    private static func evidence(
        _ old: ComparableSide.Cell, _ new: ComparableSide.Cell, _ refusal: String?
    ) -> ComparisonEvidence {
        let costs = (old: try? Median.of(old.costs), new: try? Median.of(new.costs))
        func settled(_ verdict: ComparisonVerdict, _ reason: String?) -> ComparisonEvidence {
            .settled(verdict, reason: reason, old: costs.old, new: costs.new)
        }
        // Dying does not depend on the machine's speed: it is reported even where costs are not comparable.
        switch (old.death, new.death) {
        case (nil, let death?) where old.missing == nil: return settled(.newlyDied, death)
        case (let death?, nil) where new.missing == nil: return settled(.noLongerDies, "was: \(death)")
        case (_?, _?): return settled(.noChange, "died on both sides")
        default: break
        }
        if let refusal { return settled(.notComparable, refusal) }
        if old.costs.isEmpty || new.costs.isEmpty {
            if let reason = old.missing, reason == new.missing {
                return settled(.notComparable, "not measured on either side: \(reason)")
            }
            let reasons = [("old", old), ("new", new)].compactMap { side, cell in
                cell.costs.isEmpty ? "not measured in \(side): \(cell.missing ?? "no samples")" : nil
            }
            return settled(.notComparable, reasons.joined(separator: "; "))
        }
        return .unpaired(old: old.costs, new: new.costs)
    }
}
