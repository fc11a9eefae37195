public import CStackSupport

/// A workload that is set up in this process: its loop, and the check that the loop does what it claims.
public final class PreparedWorkload {
    /// What one callback of the verification pass saw.
    public typealias Observation = sbs_observation

    /// Nanoseconds that a number of iterations of a loop take, given its state.
    typealias Timer = (UnsafeMutableRawPointer?, UInt64) -> UInt64

    private let loop: sbs_loop
    private let timer: Timer
    let state: UnsafeMutableRawPointer
    private let callback: UnsafeMutablePointer<sbs_measured_callback>
    private let check: ([Observation]) throws(ClaimError) -> Void
    private var kept: [AnyObject] = []

    /// - Parameters:
    ///   - loop: the C loop that is timed.
    ///   - timer: how the loop is timed, if not by a pair of clock readings around it.
    ///   - state: the loop's state, whose first member is the callback. Moved to the heap.
    ///   - check: throws unless the observations, in the order of the callbacks, prove the claim.
    init<State>(
        loop: @escaping sbs_loop, timer: Timer? = nil, state: State,
        check: @escaping ([Observation]) throws(ClaimError) -> Void
    ) {
        let pointer = UnsafeMutablePointer<State>.allocate(capacity: 1)
        pointer.initialize(to: state)
        self.loop = loop
        self.timer = timer ?? { sbs_time_loop(loop, $0, $1) }
        self.state = UnsafeMutableRawPointer(pointer)
        self.callback = self.state.assumingMemoryBound(to: sbs_measured_callback.self)
        self.check = check
    }

    deinit {
        state.deallocate()
    }

    /// Keeps something that the loop uses for as long as the workload lives.
    func keepAlive(_ object: AnyObject) { kept.append(object) }

    /// Makes the loop enter the runtime (with a body that does nothing but a compiler barrier), or, as a
    /// control, do everything but that.
    public func enterRuntime(_ enters: Bool) {
        callback.pointee = enters ? .plain : .control
    }

    /// Makes the loop enter the runtime with a body that records what it sees.
    func recordCallbacks(_ log: UnsafeMutablePointer<sbs_observation_log>) {
        callback.pointee = sbs_measured_callback(
            body: sbs_body_record, argument: log, enters_runtime: true)
    }

    /// Nanoseconds that a number of iterations take.
    public func time(iterations: UInt64) -> UInt64 { timer(state, iterations) }

    /// Records the nanoseconds of batches, each of `batch` iterations, until the buffer is full or `budget`
    /// nanoseconds have passed, and returns the number of values.
    public func record(
        batch: UInt64, budget: UInt64, into values: UnsafeMutableBufferPointer<UInt64>
    ) -> UInt64 {
        guard let start = values.baseAddress else { return 0 }
        return sbs_record_batches(loop, state, batch, budget, start, UInt64(values.count))
    }

    /// Runs a number of iterations.
    public func run(iterations: UInt64) { loop(state, iterations) }

    /// Calls back once from the thread's own stack, like a program that sets up its runtime before it starts its
    /// coroutines, and then runs the loop with a body that records.
    public func observe(iterations: Int, in log: UnsafeMutablePointer<sbs_observation_log>) {
        sbs_callback(sbs_body_plain, nil)
        callback.pointee = sbs_measured_callback(
            body: sbs_body_record, argument: log, enters_runtime: true)
        loop(state, UInt64(iterations))
    }

    /// Throws unless the observations, in the order of the callbacks, prove the claim.
    func checkClaim(_ observations: [Observation]) throws(ClaimError) { try check(observations) }

    /// Proves the workload's claim: runs the loop twice with a recording body, checks that every callback
    /// came from where the workload says, and returns the strategy's queries per callback in the second run.
    ///
    /// A real runtime's queries cannot be counted: the result is nil.
    ///
    /// Before that the thread calls back once from its own stack, like a program that sets up its runtime
    /// before it starts its coroutines. So a strategy starts with the bounds of that stack.
    public func verify(_ workload: Workload) throws(ClaimError) -> Double? {
        let iterations = workload.verificationIterations
        let perRun = iterations * workload.callbacksPerIteration * workload.threads
        let observations = UnsafeMutablePointer<Observation>.allocate(capacity: 2 * perRun)
        defer { observations.deallocate() }
        var log = sbs_observation_log(observations: observations, capacity: UInt64(2 * perRun), count: 0)
        let isReal = sbs_enters_real_runtime()
        let (before, after) = withUnsafeMutablePointer(to: &log) { log in
            if isReal { sbs_record_real_callbacks(log) } else { sbs_callback(sbs_body_plain, nil) }
            recordCallbacks(log)
            loop(state, UInt64(iterations))
            let before = sbs_queries_so_far()
            loop(state, UInt64(iterations))
            if isReal { sbs_record_real_callbacks(nil) }
            return (before, sbs_queries_so_far())
        }
        try ClaimError.check(
            log.count == 2 * perRun, "\(log.count) callbacks were made instead of \(2 * perRun)")
        try checkClaim(Array(UnsafeBufferPointer(start: observations, count: 2 * perRun)))
        if isReal { return nil }
        try ClaimError.check(after >= before, "the strategy counted \(before) queries, and later \(after)")
        return Double(after - before) / Double(perRun)
    }
}

extension sbs_measured_callback {
    /// Everything that the loop does except the callback.
    static var control: sbs_measured_callback {
        sbs_measured_callback(body: sbs_body_plain, argument: nil, enters_runtime: false)
    }

    /// A callback whose body does nothing.
    static var plain: sbs_measured_callback {
        sbs_measured_callback(body: sbs_body_plain, argument: nil, enters_runtime: true)
    }
}
