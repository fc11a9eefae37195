public import PerfCounters

/// Where a counter of the plan comes from: the same for every cell that has it.
public struct CounterProvenance: Codable, Sendable, Equatable {
    /// The name as it was asked for.
    public let name: String
    /// The name as libpfm4 or tracefs resolved it.
    public let resolvedName: String
    /// Which kind of counter it is.
    public let source: CounterSource
    /// The processor modes that it counts.
    public let privilege: CounterPrivilege
    /// What one count stands for.
    public let unit: CounterUnit
    /// What a reader should know about it, such as that only user mode was counted.
    public let notes: [String]
    /// How many of the cells in which it was tried have no value of it.
    public let cellsWithout: Int
    /// Why, the first time; null when every cell has one.
    @Nullable public var unavailability: CounterUnavailability?

    /// Puts together the readings of one counter in the order of the cells; nil when there is none.
    init?(of readings: [CounterReading]) {
        guard let reading = readings.first(where: { $0.value != nil }) ?? readings.first else { return nil }
        name = reading.requestedName
        resolvedName = reading.resolvedName
        source = reading.source
        privilege = reading.privilege
        unit = reading.unit
        notes = reading.notes
        cellsWithout = readings.count { $0.value == nil }
        unavailability = readings.lazy.compactMap(\.unavailability).first
    }
}
