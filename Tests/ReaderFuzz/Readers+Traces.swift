import Report
import SystemPackage
import Traces

extension Readers {
    /// What `bench trace` does.
    func trace(_ path: FilePath, _ outputs: inout Outputs) -> Int {
        let trace: Trace
        do {
            trace = try Trace(contentsOf: path)
        } catch {
            outputs.terminal(error.description, "message")
            return 0
        }
        let document = Document(TraceSummary(trace))
        show(document, &outputs)
        outputs.markdown(document.markdown)
        return 1
    }
}
