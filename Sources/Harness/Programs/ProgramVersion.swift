import BenchResults
import MachineInspection

/// What `--version` says: there are no releases, so what counts is which program it is, and which documents
/// it writes.
package enum ProgramVersion {
    /// One line.
    package static var text: String {
        let (source, build) = (Provenance.Source.current, Provenance.Build.current)
        let changes = source.isDirty.value == true ? " with changes" : ""
        let commit =
            source.commit.value.map { "commit \($0.prefix(12))\(changes)" }
            ?? "unknown commit (\(source.commit.reason ?? ""))"
        let id = build.buildID.value.map { "build \($0.prefix(12))" } ?? "a build without an id"
        return "bench (stack-bounds-bench), \(commit), \(id), \(build.configuration); "
            + "writes results of version \(BenchResult.currentVersion)"
    }
}
