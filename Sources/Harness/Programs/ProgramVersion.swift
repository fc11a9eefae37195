import BenchResults
import MachineInspection

/// What `--version` says: there are no releases, so what counts is which program it is, and which documents
/// it writes.
package enum ProgramVersion {
    /// One line.
    package static var text: String {
        let build = Provenance.Build.current
        let id = build.buildID.value.map { "build \($0.prefix(12))" } ?? "a build without an id"
        return "bench (stack-bounds-bench), \(id), \(build.configuration); "
            + "writes results of version \(BenchResult.currentVersion)"
    }
}
