/// One entry of a schedule: run this subject in this workload, in its own process.
public struct ScheduledCell: Codable, Sendable, Hashable {
    /// The workload's name.
    public let workload: String
    /// The subject's name: a strategy or a control.
    public let subject: String
    /// The round, from 0.
    public let round: Int
    /// The place among the workload's subjects in this round, from 0.
    public let position: Int
}
