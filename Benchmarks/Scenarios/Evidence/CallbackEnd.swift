/// How a callback into a real runtime returned: `sbs_callback_end`.
public enum CallbackEnd: UInt32, Codable, Sendable {
    /// It did what it should.
    case done = 0
    /// The runtime said that the stack is used up, and abandoned it.
    case overflow = 1
    /// The runtime could not run it, for another reason.
    case failed = 2
}
