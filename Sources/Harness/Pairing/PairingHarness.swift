import BenchResults
import BoundsStrategies
import CallbackRuntime
import Cells
import FoundationEssentials
import MachineInspection
import PerfCounters
import Processes
import Statistics
import SystemPackage
import Workloads

/// Carries out a pairing request: which cells the two programs share, their measurement, the verdicts.
package struct PairingHarness: Sendable {
    private let request: PairingRequest
    /// Hashes of the old and the new program. Read once, since programs have tens of megabytes.
    private let hashes: (old: Reading<String>, new: Reading<String>)

    private let listener: SessionListener

    private var settings: PairingSettings { request.settings }

    init(_ request: PairingRequest, listener: @escaping SessionListener) {
        self.request = request
        self.listener = listener
        hashes = (
            old: ProgramHash.of(FilePath(request.old.path)), new: ProgramHash.of(FilePath(request.new.path))
        )
    }

    /// Carries out a request and ends the process: 0 done, 1 failed, 128 + n ended by signal n. The
    /// comparison so far is in the file that the request names.
    package static func run(_ text: String, listener: @escaping SessionListener) -> Int32 {
        guard let request = try? JSONDecoder().decode(PairingRequest.self, from: Data(text.utf8)),
            request.version == PairingRequest.currentVersion
        else {
            listener(.note("not a pairing request of version \(PairingRequest.currentVersion)"))
            return ExitStatus.failure
        }
        do {
            try Interruption.guarding { try PairingHarness(request, listener: listener).run() }
            return ExitStatus.done
        } catch let interruption as Interrupted {
            return interruption.exitStatus
        } catch {
            listener(.note("\(error)"))
            return ExitStatus.failure
        }
    }

    private func run() throws {
        let listings = (
            old: try ProgramListing.of(FilePath(request.old.path)),
            new: try ProgramListing.of(FilePath(request.new.path))
        )
        let provenance = Provenance.now(strategyLibraries: [])
        let (cells, unshared) = try selected(listings)
        let measured = isIdentical ? [] : cells
        let copies = measured.isEmpty ? 0 : ProgramCopies.count
        let old = try programs(request.old, copies: copies)
        let new = try programs(request.new, copies: copies)
        let stopwatch = ContinuousClock.stopwatch()
        let children = PairedChildren(
            settings.conditions,
            old: ProcessRunner(old, hasChannel: listings.old.hasChannel == true),
            new: ProcessRunner(new, hasChannel: listings.new.hasChannel == true), stopwatch: stopwatch)
        let measurement = PairedMeasurement(
            settings, children, cells: measured, stopwatch: stopwatch, listener: listener)
        let search = CauseSearch(request, listings, stopwatch, listener)
        defer { search.removeFiles() }
        let save = { (ending: String?) in
            let comparison = self.comparison(
                of: measurement, cells, unshared, search.causes, provenance.endedNow, ending: ending)
            try ResultStore.write(comparison, to: FilePath(settings.output))
        }
        let saveIncomplete = { try save("the comparison has not ended, or was killed") }
        do {
            try measurement.screen(save: saveIncomplete)
            try measurement.pausing {
                try search.glance(at: PairedCauses.open(measurement), save: saveIncomplete)
            }
            try measurement.decide(except: search.causes.sameCode, save: saveIncomplete)
            try measurement.pausing {
                try search.explain(search.causes.unexplained(measurement), save: saveIncomplete)
            }
        } catch let interruption as Interrupted {
            try save(interruption.reason)
            throw interruption
        }
        try save(nil)
    }

    /// Whether both sides are there in several layouts: one side alone would be linked otherwise than the other.
    private var hasLayouts: Bool { ![request.old, request.new].contains { $0.layouts.isEmpty } }

    /// What the processes of a side are started from.
    private func programs(_ side: PairedProgram, copies: Int) throws -> ProgramCopies {
        guard hasLayouts, copies > 0 else {
            return try ProgramCopies(of: FilePath(side.path), rounds: copies)
        }
        return try ProgramCopies(opening: side.layouts.map { FilePath($0) })
    }

    /// Equal programs are not measured unless that is forced.
    private var isIdentical: Bool {
        guard !settings.rules.isForced, let old = hashes.old.value else { return false }
        return old == hashes.new.value
    }

    /// The cells that both programs have in the same version, and the comparison rows of the other cells.
    private func selected(
        _ listings: (old: ProgramListing, new: ProgramListing)
    ) throws -> (cells: [PairedCell], unshared: [ComparisonJudge.Case]) {
        let blocks = try settings.selection.blocks(plugIns: [])
        var cells: [PairedCell] = []
        var unshared: [ComparisonJudge.Case] = []
        for block in blocks {
            let callbacks = WorkloadCatalogue.workload(named: block.workload)?.callbacksPerIteration ?? 1
            for case .strategy(let name) in block.subjects {
                let cell = CellID(workload: block.workload, subject: .strategy(name))
                if let difference = listings.old.difference(from: listings.new, block.workload, name) {
                    unshared.append(
                        ComparisonJudge.Case(
                            cell,
                            evidence: .settled(
                                difference.verdict, reason: difference.reason, old: nil, new: nil)))
                } else {
                    cells.append(PairedCell(id: cell, callbacksPerIteration: callbacks))
                }
            }
        }
        return (cells, unshared)
    }

    func comparison(
        of measurement: PairedMeasurement, _ cells: [PairedCell], _ unshared: [ComparisonJudge.Case],
        _ causes: PairedCauses, _ provenance: Provenance, ending: String?
    ) -> ResultComparison {
        let nullPair = measurement.nullPair
        let health = SessionHealth(
            nullPair: nullPair, before: provenance.loadBefore, after: provenance.loadAfter,
            processors: provenance.environment.processor.online)
        let rounds = measurement.rounds
        let session = PairedSession(
            harness: provenance,
            programs: [program(request.old, hashes.old), program(request.new, hashes.new)],
            seed: UInt64(settings.conditions.seed),
            budget: settings.budget, elapsed: measurement.elapsed, screeningRounds: rounds.screening,
            confirmationRounds: rounds.confirmation, suspects: measurement.suspects.map(\.description),
            nullPair: nullPair, health: health,
            layoutSeeds: hasLayouts && !isIdentical ? ProgramLayouts.seeds : nil)
        // A busy machine widens the intervals of paired rounds but does not bias them; the null pair shows a
        // bias.
        let isBiased = nullPair?.verdict == .biased
        let withheld = isBiased ? "the old program differs from itself by more than chance" : nil
        var remarks = measurement.remarks + causes.remarks
        if !isBiased, health.isSick {
            remarks.append(
                "The session was disturbed, so intervals are wide: \(health.reasons.joined(separator: "; "))."
            )
        }
        if let ending { remarks.append("Incomplete: \(ending).") }
        var cases = measurement.cells.map {
            ComparisonJudge.Case($0.id, evidence: $0.evidence, cause: causes.byCell[$0.id])
        }
        if isIdentical {
            cases = cells.map {
                ComparisonJudge.Case(
                    $0.id,
                    evidence: .settled(.identicalCode, reason: nil, old: nil, new: nil))
            }
        }
        return ResultComparison(
            old: ComparableSide(label: request.old.label), new: ComparableSide(label: request.new.label),
            rules: settings.rules, session: session, withheld: withheld, differences: [], remarks: remarks,
            rows: ComparisonJudge(settings.rules, withheld: withheld).rows(cases + unshared))
    }

    private func program(
        _ side: PairedProgram, _ hash: Reading<String>
    ) -> PairedSession.Program {
        PairedSession.Program(
            label: side.label, commit: side.commit.map(Reading.value) ?? .unavailable("a program's file"),
            hash: hash, buildCommand: side.buildCommand)
    }
}
