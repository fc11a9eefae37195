/// How a child process ended.
public enum Ending: Codable, Sendable, Equatable {
    /// It exited.
    case exit(Int32)
    /// A signal ended it.
    case signal(Int32)
    /// It passed its deadline and was killed.
    case hung

    /// Exit status, when it exited.
    public var exitStatus: Int? { if case .exit(let status) = self { Int(status) } else { nil } }

    /// Signal number, when a signal ended it.
    public var signal: Int? { if case .signal(let number) = self { Int(number) } else { nil } }
}
