import ForeignStacks

/// Every built-in workload. A new one is a file beside this one and a line here.
public enum WorkloadCatalogue {
    /// In the order of tables: from the plainest to the most unusual, the core first.
    public static let all: [Workload] =
        [.thread, .main]
        + [0, 1000, 10_000].map(Workload.mainMappings)
        + [1, 2, 8, 64].map { Workload.coroutine($0, by: .assembly) }
        + [1, 2, 8, 64].map { Workload.coroutine($0, by: .swapcontext) }
        + [.coroutineOwn]
        + [0, 10_000].map(Workload.mainCoroutine)
        + [1, 4, 16].map(Workload.nested)
        + [.depth, .threadChurn]
        + [.coroutine(512, by: .assembly, isCore: false)]
        + [1, 2, 8, 64].map { Workload.coroutine($0, by: .fcontext, isCore: false) }
        + [1, 2, 4, 8].map { Workload.threads($0, withChurn: false) }
        + [1, 2, 4, 8].map { Workload.threads($0, withChurn: true) }
        + [.signal, .migrate]
        + Profile.all.map(Workload.init)

    /// The workload of a name; beside those of the catalogue, `main-mappings`, `coroutine` and `threads`
    /// take any number that the machine can have.
    public static func workload(named name: String) -> Workload? {
        if let known = all.first(where: { $0.name == name }) { return known }
        return Sweep.Parameter.allCases.lazy.compactMap { parameter in
            parameter.size(in: name).map(parameter.workload)
        }.first { $0.name == name }
    }
}
