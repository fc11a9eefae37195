import BoundsStrategies
import CLibrary
import CStackSupport
import CallbackRuntime
import Cells
import ChildProtocol
import ForeignStacks
import PerfCounters
import RealRuntimes
import Statistics
import Workloads

/// One task on one cell, performed on the thread that calls back.
final class CellMeasurement {
    let workload: Workload
    var report = ChildReport()
    let request: ChildRequest
    private let strategy: BoundsStrategy?
    private let runtime: DrivenRuntime?

    /// A request that names something that this program does not have.
    struct UnknownName: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - request: the task.
    ///   - isLoading: is told of each strategy library before any code of it runs, and at last of "".
    /// - Throws: `UnknownName`, also for a library that cannot be loaded; the failures of runtimes.
    init(_ request: ChildRequest, isLoading: (String) -> Void) throws {
        guard let workload = WorkloadCatalogue.workload(named: request.workload) else {
            throw UnknownName(description: "no workload '\(request.workload)'")
        }
        let plugIns: [BoundsStrategy]
        do {
            // Every row loads the libraries, the controls too: mappings are part of the measurement.
            plugIns = try StrategyLibrary.load(request.strategyLibraries, isAbout: isLoading)
        } catch {
            throw UnknownName(description: error.description)
        }
        do {
            strategy = try request.subject.strategyName.map {
                try StrategyCatalogue.strategy(named: $0, or: plugIns)
            }
        } catch {
            throw UnknownName(description: "strategy '\(request.subject.strategyName ?? "")': \(error)")
        }
        runtime = try request.runtime.map { (source) throws(DrivenRuntime.Failure) in
            try DrivenRuntime(source)
        }
        self.request = request
        self.workload = workload
    }

    /// Starts a real runtime on the main thread, as programs do, if other threads can call back then.
    func startRuntime() throws {
        if let runtime, runtime.isOnAnyThread { try runtime.start() }
    }

    /// Ends the process of a real runtime without the handlers that it may have registered: some wait for its
    /// threads. The text that it printed is not lost.
    func endRuntime() {
        guard runtime != nil else { return }
        fflush(nil)
        _exit(0)
    }

    /// Does the task at a random position of the stack, within a page. So replicates differ in their
    /// alignment to pages and cache sets, and their spread shows the effect of that.
    func perform() {
        var random: any RandomNumberGenerator = SeededGenerator(seed: request.seed)
        let offset = Int.random(in: 0..<256, using: &random) * 16
        withStackOffset(offset) {
            do {
                try perform(random: &random)
            } catch {
                report.failure = "\(error)"
            }
        }
    }

    private func perform(random: inout any RandomNumberGenerator) throws {
        if let strategy { try CallbackRuntime.start(strategy) }
        if let runtime {
            if !runtime.isOnAnyThread { try runtime.start() }
            runtime.attach()
        }
        let extra = try request.mappings.flatMap { (wanted) throws in
            try ExtraMappings(upTo: wanted)
        }
        defer { withExtendedLifetime(extra) {} }
        let prepared = try workload.prepared(random: &random)
        if workload.isOnce { return try performOnce(prepared) }
        if strategy != nil || runtime != nil {
            let queries = try prepared.verify(workload)
            if request.subject.makesCallbacks { report.queriesPerCallback = queries }
        }
        prepared.enterRuntime(request.subject.makesCallbacks)
        report.mappings = ExtraMappings.present
        let loop = MeasuredLoop(request.subject, prepared)
        switch request.task {
        case .calibrate(let target):
            let calibration = Calibration(target: target, granularity: workload.granularity)
            report.iterations = calibration.iterations(reading: loop.time)
            if report.iterations == nil { report.failure = "too fast to be timed" }
        case .sample(let iterations, let samples, let budget):
            report.samples = sample(loop, iterations, samples, budget)
        case .count(let iterations, let counters):
            report.counters = try CounterPass(counters).read(iterations, loop, of: workload)
        case .latency(let batch, let values, let budget):
            report.latency = LatencyPass(batch: batch, capacity: values, budget: budget).record(loop)
        case .run(let iterations):
            _ = loop.time(iterations)
        case .profile(let nanoseconds, let control, let answers):
            report.iterations = try profile(
                loop, nanoseconds, by: ProfilerControl(control: control, answers: answers))
        }
        if let runtime {
            runtime.checkCallbacks()
            runtime.detach()
        }
    }

    /// Runs in pieces of a millisecond, long compared with the clock readings between them. Returns the
    /// iterations made.
    private func profile(
        _ loop: MeasuredLoop, _ nanoseconds: UInt64, by profiler: ProfilerControl
    ) throws -> UInt64? {
        let calibration = Calibration(target: 1_000_000, granularity: workload.granularity)
        guard let piece = calibration.iterations(reading: loop.time) else { return nil }
        var iterations: UInt64 = 0
        try profiler.say("enable")
        let start = sbs_monotonic_ns()
        repeat {
            _ = loop.time(piece)
            iterations += piece
        } while sbs_monotonic_ns() - start < nanoseconds
        try profiler.say("disable")
        return iterations
    }

    private func sample(
        _ loop: MeasuredLoop, _ iterations: UInt64, _ samples: Int, _ budget: UInt64
    ) -> [UInt64] {
        let start = sbs_monotonic_ns()
        // The first pass fills caches, TLB and branch predictors, and is not kept.
        _ = loop.time(iterations)
        var taken: [UInt64] = []
        taken.reserveCapacity(samples)
        repeat {
            taken.append(loop.time(iterations))
        } while taken.count < samples && sbs_monotonic_ns() - start < budget
        return taken
    }

    private func withStackOffset(_ bytes: Int, _ body: () -> Void) {
        withoutActuallyEscaping(body) { body in
            var body = body
            withUnsafeMutablePointer(to: &body) { pointer in
                sbs_with_stack_offset(
                    bytes, { $0!.assumingMemoryBound(to: (() -> Void).self).pointee() }, pointer)
            }
        }
    }
}

/// The loop of a row: the workload's, or a control's own.
struct MeasuredLoop {
    private let subject: Subject
    private let prepared: PreparedWorkload

    init(_ subject: Subject, _ prepared: PreparedWorkload) {
        self.subject = subject
        self.prepared = prepared
    }

    /// Nanoseconds that a number of iterations take.
    func time(_ iterations: UInt64) -> UInt64 {
        if subject == .pthreadQuery { return sbs_time_loop(sbs_loop_query, nil, iterations) }
        return prepared.time(iterations: iterations)
    }

    /// Nanoseconds of each batch, for up to `capacity` batches or until the time is up.
    func record(batch: UInt64, capacity: Int, budget: UInt64) -> [UInt64] {
        // Written to, so that its pages are mapped when the first value is recorded.
        var values = [UInt64](repeating: 1, count: capacity)
        let count = values.withUnsafeMutableBufferPointer { values in
            if subject == .pthreadQuery {
                return sbs_record_batches(
                    sbs_loop_query, nil, batch, budget, values.baseAddress!, UInt64(capacity))
            }
            return prepared.record(batch: batch, budget: budget, into: values)
        }
        return Array(values.prefix(Int(count)))
    }
}
