/// Searches for programs in which a strategy fails: all of them up to a length, then random longer ones.
public final class Exploration {
    /// What is explored, and for how long.
    public struct Settings: Sendable {
        /// All programs up to this length are run.
        public var depth: Int
        /// Longer ones that are run at most; nil for as many as there is time for.
        public var longer: Int?
        /// How long it may take.
        public var budget: Duration
        /// What the strategy wants to be told.
        public var cooperation: Cooperation

        /// Puts settings together.
        public init(depth: Int, longer: Int? = nil, budget: Duration, cooperation: Cooperation) {
            (self.depth, self.longer, self.budget, self.cooperation) = (depth, longer, budget, cooperation)
        }
    }

    /// As many programs may hang before the exploration is given up.
    private static let mostHung = 3

    private let settings: Settings
    private let runner: any ProgramRunner
    private var random: any RandomNumberGenerator
    private let elapsed: () -> Duration
    private let listener: (ExplorationReport) -> Void
    private var found = FoundFaults()
    private var dead: Set<[ExploredStep]> = []
    private var report: ExplorationReport
    private var hung = 0
    private var lastReport = Duration.zero

    /// - Parameters:
    ///   - settings: what is explored.
    ///   - runner: runs programs.
    ///   - random: where longer programs come from.
    ///   - elapsed: the time since the beginning.
    ///   - listener: is told what was found so far, a few times a second, and in the end.
    public init(
        _ settings: Settings, _ runner: any ProgramRunner, random: any RandomNumberGenerator,
        elapsed: @escaping () -> Duration, listener: @escaping (ExplorationReport) -> Void
    ) {
        (self.settings, self.runner, self.random) = (settings, runner, random)
        (self.elapsed, self.listener) = (elapsed, listener)
        report = ExplorationReport(depth: settings.depth)
    }

    /// Explores.
    ///
    /// - Returns: what was found.
    /// - Throws: what the runner throws; what was found until then has been reported.
    public func run() throws -> ExplorationReport {
        do {
            try runAll()
            if report.completeDepth == settings.depth { try runLonger() }
            report.isOver = true
        } catch {
            tell()
            throw error
        }
        tell()
        return report
    }

    private var isOver: Bool { elapsed() >= settings.budget || hung >= Self.mostHung }

    private func runAll() throws {
        for length in 1...settings.depth {
            var programs = ProgramEnumeration(length: length, settings.cooperation) { [dead] in
                dead.contains($0)
            }
            var isCutShort = false
            var run = 0
            try runner.run({
                guard !isOver else {
                    isCutShort = true
                    return nil
                }
                return programs.next()
            }) { program, outcome in
                run += 1
                report.unfinished = run
                take(program, outcome)
                tellSometimes()
            }
            if isCutShort { return }
            report.programs += run
            report.unfinished = 0
            report.completeDepth = length
        }
    }

    /// Each fault of a program in which all that is shorter is known: it is a new one, or a known one with steps
    /// that add nothing.
    private func take(_ program: [ExploredStep], _ outcome: ProgramOutcome) {
        if outcome.isDead { dead.insert(program) }
        for (fault, reason) in outcome.faults {
            if fault.kind == .hung { noteHung() }
            if !found.countIfKnown(fault, in: program) { found.add(fault, in: program, reason) }
        }
    }

    private func noteHung() {
        hung += 1
        if hung == Self.mostHung { report.stopped = "\(hung) programs hung, so no other was tried" }
    }

    private func runLonger() throws {
        var unknown: [(program: [ExploredStep], fault: ProgramFault, reason: String)] = []
        while !isOver, report.longer < settings.longer ?? .max {
            // In batches, since a program is made shorter when no other runs.
            var batch = min(64, (settings.longer ?? .max) - report.longer)
            try runner.run({
                guard batch > 0, !isOver else { return nil }
                batch -= 1
                return randomProgram()
            }) { program, outcome in
                report.longer += 1
                report.longest = max(report.longest, program.count)
                for (fault, reason) in outcome.faults {
                    if fault.kind == .hung { noteHung() }
                    if !found.countIfKnown(fault, in: program) { unknown.append((program, fault, reason)) }
                }
                tellSometimes()
            }
            for (program, fault, reason) in unknown {
                if found.countIfKnown(fault, in: program) { continue }
                let shortest = try shortened(program, showing: fault, reason)
                found.add(fault, in: shortest.program, shortest.reason)
            }
            unknown = []
        }
    }

    private func randomProgram() -> [ExploredStep]? {
        for _ in 0..<10_000 {
            let length = Int.random(in: settings.depth + 1...2 * settings.depth + 4, using: &random)
            let program = ProgramState.randomProgram(length: length, settings.cooperation, using: &random)
            if let program, !beginsDead(program) { return program }
        }
        return nil
    }

    private func beginsDead(_ program: [ExploredStep]) -> Bool {
        !dead.isEmpty && (1..<program.count).contains { dead.contains(Array(program[..<$0])) }
    }

    /// Leaves out steps, or has them do less, as long as the fault shows.
    private func shortened(
        _ program: [ExploredStep], showing fault: ProgramFault, _ reason: String
    ) throws -> (program: [ExploredStep], reason: String) {
        var shortest = (program: program, reason: reason)
        var isShorter = true
        while isShorter {
            isShorter = false
            for candidate in shortest.program.simpler
            where ProgramState.isProgram(candidate, settings.cooperation) {
                report.shortenings += 1
                let outcome = try runner.outcome(of: candidate)
                guard let found = outcome.faults.first(where: { $0.fault == fault }) else { continue }
                shortest = (candidate, found.reason)
                isShorter = true
                break
            }
        }
        return shortest
    }

    private func tellSometimes() {
        if elapsed() - lastReport >= .milliseconds(250) { tell() }
    }

    private func tell() {
        lastReport = elapsed()
        report.seconds = lastReport / .seconds(1)
        report.groups = found.groups
        listener(report)
    }
}
