import ChildProtocol
public import PerfCounters
public import Statistics

/// What two counters of a cell make, such as instructions per cycle: the ratio of each process, over the processes.
public struct DerivedCounter: Codable, Sendable {
    /// The name, as `CounterRatio` gives it.
    public let name: String
    /// The counters that it is made of, the one that is divided first.
    public let counters: [String]
    /// The ratio over processes; null when no process gave one.
    @Nullable public var value: Estimate?
    /// Why there is none; null when there is one.
    @Nullable public var reason: String?

    /// Puts together what the processes of a cell counted.
    ///
    /// - Parameters:
    ///   - ratio: what is derived.
    ///   - processes: the readings of each, in the order of the rounds.
    init(_ ratio: CounterRatio, of processes: [[CounterReading]]) {
        (name, counters) = (ratio.name, ratio.counters)
        var values: [Double] = []
        var absence: CounterRatio.Absence?
        for readings in processes {
            do throws(CounterRatio.Absence) {
                values.append(try ratio.value(in: readings))
            } catch {
                absence = absence ?? error
            }
        }
        value = try? Estimate(of: values)
        if value == nil { reason = absence?.description ?? "it was not counted" }
    }
}

extension RunPlan {
    /// What can be derived of its counters, in the order of these.
    public var derived: [CounterRatio] { exact == nil ? CounterRatio.all(of: counters) : [] }

    /// The counters that further processes of a cell are asked for: those of the kinds of which the first gave a
    /// ratio, all of them, so that the same ones are together in a group again.
    ///
    /// - Parameter first: the report of the cell's first process.
    /// - Returns: names in the order of the plan; none where nothing can be derived.
    package func repeatedCounters(after first: ChildReport?) -> [String] {
        let readings = first?.counters ?? []
        let names = Set(derived.filter { (try? $0.value(in: readings)) != nil }.flatMap(\.counters))
        let kinds = Set(readings.filter { names.contains($0.requestedName) }.map(\.source))
        return readings.filter { kinds.contains($0.source) }.map(\.requestedName)
    }
}
