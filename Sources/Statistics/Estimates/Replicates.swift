/// What the values of a sample were taken from, as reasons for people name it.
public enum Replicates: String, Codable, Sendable {
    /// One value a process: the values of one cell.
    case processes
    /// One value a round: values that were paired by round.
    case rounds
}
