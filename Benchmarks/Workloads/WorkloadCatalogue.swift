import ForeignStacks

/// Every built-in workload. To add one, add a file to this folder and a line here.
public enum WorkloadCatalogue {
    /// In the order of tables: from the simplest to the most unusual, with those that must be named last.
    public static let all: [Workload] =
        [.thread, .main]
        + [.mainMappings(0), .mainMappings(1000), .mainMappings(10_000, tier: .quick)]
        + [1, 2, 8, 64].map {
            .coroutine($0, by: .assembly, tier: [1, 64].contains($0) ? .quick : .standard)
        }
        + [1, 2, 8, 64].map { .coroutine($0, by: .swapcontext, tier: $0 == 8 ? .quick : .standard) }
        + [.coroutineOwn]
        + [.mainCoroutine(mappings: 0), .mainCoroutine(mappings: 10_000, tier: .quick)]
        + [.nested(1), .nested(4, tier: .quick), .nested(16)]
        + [.depth, .threadChurn, .stackChurn(512, tier: .standard)]
        + [.coroutine(512, by: .assembly, tier: .named)]
        + [1, 2, 8, 64].map { Workload.coroutine($0, by: .fcontext, tier: .named) }
        + [1, 2, 4, 8].map { Workload.threads($0, withChurn: false) }
        + [1, 2, 4, 8].map { Workload.threads($0, withChurn: true) }
        + [0, 1000, 10_000].map { Workload.processStart($0) }
        + [.signal, .badsignal, .migrate]
        + [.stackChurn(1, tier: .named), .stackChurn(64, tier: .named)]
        + Profile.all.map(Workload.init)

    /// The workload of a name. In addition to the catalogue, `main-mappings`, `coroutine`, `threads` and
    /// `process-start` take any number that the machine allows, and `trace/FILE` replays a trace.
    public static func workload(named name: String) -> Workload? {
        if let known = all.first(where: { $0.name == name }) { return known }
        if let start = Workload.processStart(named: name) { return start }
        if name.hasPrefix(Workload.tracePrefix) {
            return try? .trace(String(name.dropFirst(Workload.tracePrefix.count)))
        }
        return Sweep.Parameter.allCases.lazy.compactMap { parameter in
            parameter.size(in: name).map(parameter.workload)
        }.first { $0.name == name }
    }
}
