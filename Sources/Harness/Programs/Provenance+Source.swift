import BenchResults
import CHarnessSupport
import MachineInspection

extension Provenance.Source {
    /// What this program was built from, wherever it lies and whatever has become of the tree since: the build
    /// wrote it into the program (Sources/SourceStamp).
    static let current: Provenance.Source = {
        var size = 0
        let stamp = sbs_program_note(SBS_SOURCE_NOTE_OWNER, UInt32(SBS_SOURCE_NOTE_TYPE), &size)
        let bytes = UnsafeBufferPointer(start: stamp, count: size)
        return Provenance.Source(stamp: String(decoding: bytes, as: UTF8.self))
    }()

    /// Reads a stamp: the commit, then whether there were changes, on a line each; a reason after '?' instead of
    /// what is not known, and nothing after it where that is the commit.
    init(stamp: String) {
        let lines = stamp.split(separator: "\n").map(\.trimmed).filter { !$0.isEmpty }
        func reading<Value>(_ line: String?, _ value: (String) -> Value) -> Reading<Value> {
            guard let line else { return .unavailable("the program has no note of its commit") }
            return line.hasPrefix("?") ? .unavailable(String(line.dropFirst())) : .value(value(line))
        }
        let commit = reading(lines.first) { $0 }
        self.init(
            commit: commit,
            isDirty: commit.value == nil
                ? .unavailable(commit.reason ?? "") : reading(lines.dropFirst().first) { $0 == "changed" })
    }
}
