import BenchResults

extension Shard {
    /// The seed of shards that were given none: all of a run need the same.
    package static let seed: UInt32 = 1

    /// A part of a run as typed: `3/8`.
    ///
    /// - Throws: `UsageError` for what is none, with the form.
    package static func typed(_ text: String) throws(UsageError) -> Shard {
        if let shard = Shard(text) { return shard }
        throw UsageError(
            "--shard \(Legible.text(text)): write PART/PARTS, such as 3/8 for the third of eight parts, of at most "
                + "\(most)")
    }
}
