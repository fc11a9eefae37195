extension CounterReading {
    enum CodingKeys: String, CodingKey {
        case requestedName, resolvedName, source, privilege, unit, value, rawCount, ownCount
        case timeEnabled, timeRunning, scaled, pass, coreTypes, notes, unavailability
    }

    /// Writes every key: a value that was not counted is an explicit null, not a missing key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(requestedName, forKey: .requestedName)
        try container.encode(resolvedName, forKey: .resolvedName)
        try container.encode(source, forKey: .source)
        try container.encode(privilege, forKey: .privilege)
        try container.encode(unit, forKey: .unit)
        try container.encode(value, forKey: .value)
        try container.encode(rawCount, forKey: .rawCount)
        try container.encode(ownCount, forKey: .ownCount)
        try container.encode(timeEnabled, forKey: .timeEnabled)
        try container.encode(timeRunning, forKey: .timeRunning)
        try container.encode(scaled, forKey: .scaled)
        try container.encode(pass, forKey: .pass)
        try container.encode(coreTypes, forKey: .coreTypes)
        try container.encode(notes, forKey: .notes)
        try container.encode(unavailability, forKey: .unavailability)
    }
}
