import Harness
import Report

extension Document {
    /// What perf found of a cell.
    init(_ profile: PerfProfile) {
        self.init(
            profileOf: "\(profile.cell)", sampling: (profile.event, profile.sampledCallbacks),
            profile.functions.map { ($0.name, $0.share, $0.object) }, counting: profile.countedCallbacks,
            profile.counts.map { ($0.event, $0.value) })
    }
}
