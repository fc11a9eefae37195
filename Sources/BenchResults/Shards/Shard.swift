/// One of the parts into which a run is divided so that several machines can measure it.
///
/// `RunPlan.part(_:)` says what belongs to it.
public struct Shard: Codable, Sendable, Equatable, CustomStringConvertible {
    /// Which of the parts, from 1.
    public let index: Int
    /// How many parts there are.
    public let count: Int

    /// The most parts that a run is divided into.
    public static let most = 10_000

    /// Nil when the run has no such part.
    public init?(index: Int, of count: Int) {
        (self.index, self.count) = (index, count)
        if !isPossible { return nil }
    }

    /// Whether there can be such a part: a file may have been edited.
    var isPossible: Bool { (1...Self.most).contains(count) && (1...count).contains(index) }

    /// Reads `3/8`; nil for anything else.
    public init?(_ text: String) {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false)
        // `Int` takes a sign, which no number of a shard has.
        guard numbers.count == 2, text.allSatisfy({ $0 == "/" || ("0"..."9").contains($0) }),
            let index = Int(numbers[0]), let count = Int(numbers[1])
        else { return nil }
        self.init(index: index, of: count)
    }

    /// As it is typed.
    public var description: String { "\(index)/\(count)" }
}

/// A shard and the run that it is part of: what a shard's result says beside its own plan.
public struct ShardOfRun: Codable, Sendable, Equatable {
    /// Which part.
    public let shard: Shard
    /// The plan of the whole run, the same in all of its shards.
    public let whole: RunPlan

    /// Describes a part.
    public init(_ shard: Shard, of whole: RunPlan) {
        (self.shard, self.whole) = (shard, whole)
    }

    /// What the shard itself measures.
    public var plan: RunPlan { whole.part(shard) }

    /// What in it is impossible, or nil: a file may have been edited.
    var problem: String? {
        shard.isPossible ? whole.problem : "there is no shard \(shard)"
    }
}
