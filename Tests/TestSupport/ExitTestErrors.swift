import Testing

extension ExitTest.Result {
    /// What the process wrote to standard error, for tests that observe it.
    package var errors: String { String(decoding: standardErrorContent, as: UTF8.self) }
}
