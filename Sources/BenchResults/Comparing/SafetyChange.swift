public import Cells

/// A safety verdict that is not the same on both sides.
public struct SafetyChange: Codable, Sendable, Equatable {
    /// Name of the scenario.
    public let scenario: String
    /// Name of the strategy.
    public let strategy: String
    /// The verdict on the old side.
    public let old: SafetyVerdict
    /// The verdict on the new side.
    public let new: SafetyVerdict

    /// `scenario:strategy`, as tables name a cell of the matrix.
    public var name: String { "\(scenario):\(strategy)" }

    /// The verdicts that differ, among the cells that both sides have, sorted by name.
    static func all(
        _ old: [String: [String: SafetyVerdict]], _ new: [String: [String: SafetyVerdict]]
    ) -> [SafetyChange] {
        old.keys.sorted().flatMap { scenario in
            (old[scenario] ?? [:]).sorted { $0.key < $1.key }.compactMap { strategy, verdict in
                guard let other = new[scenario]?[strategy], other != verdict else { return nil }
                return SafetyChange(scenario: scenario, strategy: strategy, old: verdict, new: other)
            }
        }
    }
}
