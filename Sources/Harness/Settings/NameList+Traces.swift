import FoundationEssentials
import Traces
import Workloads

extension NameList {
    /// What stands before the file of a trace in the name of a workload, as typed.
    static let traceWord = "trace:"

    /// Takes the traces, `trace:FILE` or as results name them, out of a list of workloads.
    ///
    /// - Returns: their workloads, each once, and the other names.
    /// - Throws: `UsageError` for one that cannot be read or replayed here.
    func traces() throws(UsageError) -> (workloads: [Workload], others: NameList) {
        var workloads =
            names.contains(Self.all) ? CommittedTraces.workloads.filter { $0.unavailability() == nil } : []
        var others: [String] = []
        for name in names {
            guard let prefix = [Self.traceWord, Workload.tracePrefix].first(where: name.hasPrefix) else {
                others.append(name)
                continue
            }
            let workload: Workload
            do {
                workload = try Workload.trace(String(name.dropFirst(prefix.count)))
            } catch {
                throw UsageError("--workload \(error)")
            }
            if let reason = workload.unavailability() {
                throw UsageError("--workload '\(name)' is not possible here: \(reason)")
            }
            if !workloads.contains(where: { $0.name == workload.name }) { workloads.append(workload) }
        }
        return (workloads, NameList(others, option: "--workload"))
    }
}

/// The traces of real programs that the repository brings, as workloads of `--workload all` where they are there.
package enum CommittedTraces {
    private static let folder = "results/traces"

    /// In the order of their names; those that cannot be read are left out.
    package static var workloads: [Workload] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.sorted().filter { $0.hasSuffix(".trace") }.compactMap {
            try? Workload.trace("\(folder)/\($0)")
        }
    }
}
