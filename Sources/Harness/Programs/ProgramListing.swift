import BenchResults
import FoundationEssentials
import Processes
import SystemPackage
import Workloads

/// What a program says it has: `bench list --format json`, which every version answers.
struct ProgramListing: Decodable, Sendable {
    struct Entry: Decodable, Sendable {
        let name: String
        let version: Int
    }

    let strategies: [Entry]
    let workloads: [Entry]
    /// Version of the pairing request that it can carry out; nil for programs that cannot.
    let pairing: Int?
    /// Whether it replays traces; nil for programs before there were any.
    let replaysTraces: Bool?
    /// Whether its children answer on a channel; nil for programs before there were channels.
    let hasChannel: Bool?

    /// Why a program cannot take part: one line.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// Asks a program.
    static func of(_ program: FilePath) throws -> ProgramListing {
        let ended: EndedProcess
        do {
            ended = try ProcessLaunch(
                .path(program), ["list", "--format", "json"], deadline: .seconds(20)
            ).run()
        } catch let error as LaunchFailure {
            throw Unusable(description: "\(error)")
        }
        guard ended.isSuccess,
            let listing = try? JSONDecoder().decode(ProgramListing.self, from: Data(ended.output.utf8))
        else { throw Unusable(description: "\(program) is not a bench that can be compared: it has no list") }
        return listing
    }

    /// Version of a workload; nil when it has no such workload. Traces are files, that both sides read; a size that
    /// is not listed is of the version of others of its kind.
    func workloadVersion(_ name: String) -> Int? {
        if name.hasPrefix(Workload.tracePrefix) { return replaysTraces == true ? 1 : nil }
        if let listed = workloads.first(where: { $0.name == name }) { return listed.version }
        let kind = Self.kind(name)
        return workloads.first { $0.name.contains("/") && Self.kind($0.name) == kind }?.version
    }

    /// `coroutine/12/assembly` without its size.
    private static func kind(_ name: String) -> [Substring] {
        name.split(separator: "/").filter { Int($0) == nil }
    }

    /// Whether it has the rule of a strategy; knobs follow the rule's name after colons.
    func hasStrategy(_ name: String) -> Bool {
        let rule = name.split(separator: ":").first.map(String.init) ?? name
        return strategies.contains { $0.name == rule }
    }

    /// Why a cell of this, the old program cannot be compared with the new one's; nil when it can.
    func difference(
        from new: ProgramListing, _ workload: String, _ strategy: String
    ) -> (verdict: ComparisonVerdict, reason: String)? {
        switch (workloadVersion(workload), new.workloadVersion(workload)) {
        case (nil, nil): return (.notComparable, "neither side has the workload")
        case (nil, _): return (.onlyInNew, "the old side has no such workload")
        case (_, nil): return (.onlyInOld, "the new side has no such workload")
        case (let old?, let version?) where old != version:
            return (.notComparable, "workload version differs: \(old), \(version)")
        default: break
        }
        switch (hasStrategy(strategy), new.hasStrategy(strategy)) {
        case (true, true): return nil
        case (false, true): return (.onlyInNew, "the old side has no such strategy")
        case (true, false): return (.onlyInOld, "the new side has no such strategy")
        case (false, false): return (.notComparable, "neither side has the strategy")
        }
    }
}
