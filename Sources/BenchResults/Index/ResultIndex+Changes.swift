extension ResultIndex {
    /// A series in which changes of level are searched for.
    package struct Series: Sendable {
        let fingerprint: [UInt8]

        /// Names values, and the seed of the random orders of the search.
        package init(_ values: [Double], seed: UInt64) {
            var packer = BytePacker()
            packer.add(Int(truncatingIfNeeded: seed))
            for value in values { packer.add(value) }
            fingerprint = Fingerprint(of: packer.bytes).bytes
        }
    }

    /// Where the level of a series changes; nil when it was not searched.
    package func changes(in series: Series) throws -> [Int]? {
        guard let value = try value(.changes, series.fingerprint) else { return nil }
        var packed = ByteUnpacker(value)
        return try (0..<value.count / 8).map { _ in try packed.number() }
    }

    /// Keeps what was found.
    package func keep(_ changes: [(series: Series, indices: [Int])]) throws {
        try keep(
            changes.map { series, indices in
                var packer = BytePacker()
                for index in indices { packer.add(index) }
                return Row(kind: .changes, key: series.fingerprint, value: packer.bytes)
            })
    }
}
