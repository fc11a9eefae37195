import Cells
import Scenarios
import TestSupport
import Testing

/// What each source of bounds says of the main thread, which no test runs on, against the kernel's rule.
@Suite struct SourceVerdictTests {
    /// Two shallow callbacks with plenty of room. The C library's number is where SP was at the start, below the
    /// arguments, and is called the end.
    @Test(arguments: [
        ("procmap", "ok" as SafetyVerdict), ("startstack", "ok"), ("maps-sp", "ok"), ("mremap-probe", "ok"),
        ("libc-end", "H"),
    ])
    func shallowOnTheMainThread(source: String, expected: SafetyVerdict) async throws {
        let played = try await TestChild.play("shallow/main", "requery:source=\(source)")
        #expect(played.judgement.verdict == expected, "\(played.judgement.reason)")
        if let seen = played.judgement.findings.first { #expect(seen.fault == .highWrong) }
    }

    /// On a pthread all but the mapping are pthread.
    @Test(arguments: ["startstack", "maps-sp", "mremap-probe", "libc-end"])
    func overflowOnAThread(source: String) async throws {
        let played = try await TestChild.play("small-thread/80k", "requery:source=\(source)")
        #expect(played.judgement.verdict == "ok", "\(played.judgement.reason)")
    }
}
