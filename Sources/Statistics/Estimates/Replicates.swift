/// What the values of a sample were taken from; reasons name it in messages.
public enum Replicates: String, Codable, Sendable {
    /// One value per process: the values of one cell.
    case processes
    /// One value per round: values that were paired by round.
    case rounds
}
