import BenchResults
import ChildProtocol

/// A selected runtime that was found and can be driven.
struct DrivableRuntime: Sendable {
    /// Name of its rows: `go 1.27.3`.
    let label: String
    let description: RuntimeDescription
    /// What children are given.
    let source: RuntimeSource

    /// Nil for one that cannot be driven.
    init?(_ selected: SelectedRuntime) {
        guard let label = selected.planned.label, let description = selected.planned.description,
            let source = selected.source
        else { return nil }
        (self.label, self.description, self.source) = (label, description, source)
    }
}
