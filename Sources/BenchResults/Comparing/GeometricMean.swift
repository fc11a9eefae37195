import CLibrary
public import Statistics

/// The ratios of a strategy over its workloads in one number.
public struct GeometricMean: Codable, Sendable {
    /// Name of the row.
    public let subject: String
    /// Geometric mean of new over old; with an interval where rounds are paired.
    public let ratio: Estimate
    /// Workloads that it is over.
    public let workloads: Int

    /// The mean of each row that was compared in two workloads or more, in the order of the rows.
    static func all(_ rows: [ComparisonRow]) -> [GeometricMean] {
        let timed = rows.filter { $0.measure == .time && $0.ratio != nil }
        var subjects: [String] = []
        for row in timed where !subjects.contains(row.subject) { subjects.append(row.subject) }
        return subjects.compactMap { subject in
            let own = timed.filter { $0.subject == subject }
            guard own.count > 1, let ratio = mean(own) else { return nil }
            return GeometricMean(subject: subject, ratio: ratio, workloads: own.count)
        }
    }

    /// Where rounds are paired, the geometric mean of all rows' first rounds is one value, that of their
    /// second rounds the next, and so on as far as all rows have rounds. These values have an interval.
    private static func mean(_ rows: [ComparisonRow]) -> Estimate? {
        let rounds = rows.map(\.screening.count).min() ?? 0
        if rounds > 0 {
            let values = (0..<rounds).map { round in
                exp(
                    rows.reduce(0) { $0 + log($1.screening[round].new / $1.screening[round].old) }
                        / Double(rows.count))
            }
            return try? PairedRatio(of: values, to: values.map { _ in 1 }).ratio
        }
        let sum = rows.reduce(0) { $0 + log($1.ratio?.median ?? 1) }
        return Estimate(
            withoutInterval: exp(sum / Double(rows.count)), count: rows.count,
            reason: "the sessions are not paired")
    }
}
