import CLibrary
public import Statistics

/// The ratios of a strategy over its workloads in one number.
public struct GeometricMean: Codable, Sendable {
    /// Name of the row; empty for the benchmarks of other tools, which have none.
    public let subject: String
    /// Geometric mean of the rows' ratios, new over old. It has no interval: rows are of different rounds.
    public let ratio: Estimate
    /// Workloads that it is over.
    public let workloads: Int

    /// The mean of each row that was compared in two workloads or more, in the order of the rows. It is made
    /// of the ratios that the rows show, and so lies between the lowest and the highest of them.
    static func all(_ rows: [ComparisonRow]) -> [GeometricMean] {
        let timed = rows.filter { $0.measure == .time && $0.ratio != nil }
        let bySubject = Dictionary(grouping: timed, by: \.subject)
        var seen: Set<String> = []
        return timed.map(\.subject).filter { seen.insert($0).inserted }.compactMap { subject in
            let ratios = (bySubject[subject] ?? []).compactMap(\.ratio?.median)
            guard ratios.count > 1, let mean = mean(ratios) else { return nil }
            return GeometricMean(
                subject: subject,
                ratio: Estimate(
                    withoutInterval: mean, count: ratios.count,
                    reason: "it is made of the ratios of the rows, which have their own intervals"),
                workloads: ratios.count)
        }
    }

    private static func mean(_ ratios: [Double]) -> Double? {
        let mean = exp(ratios.reduce(0) { $0 + log($1) } / Double(ratios.count))
        return mean.isFinite && mean > 0 ? mean : nil
    }
}
