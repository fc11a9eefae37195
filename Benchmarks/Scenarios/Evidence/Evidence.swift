public import Cells
public import ForeignStacks
import FoundationEssentials

/// Everything that a child reported before its end, in order.
public struct Evidence: Sendable {
    /// What is known about one step.
    public struct Step: Sendable {
        /// The announcement.
        public let expectation: Expectation
        /// Whether its callback was made.
        public internal(set) var hasBegun = false
        /// Whether its callback returned.
        public internal(set) var hasEnded = false
        /// How its callback into a real runtime returned, or nil.
        public internal(set) var returned: CallbackEnd?
        /// The runtime's own stack that its callback was moved to, or nil.
        public internal(set) var moved: ForeignStack?
        /// What the machine held.
        public internal(set) var seen: [SeenMachine] = []
        /// The lowest SP of an overflow that nothing stopped.
        public internal(set) var overrun: Address?
        /// Bytes below the stack that were found changed afterwards, if this was checked.
        public internal(set) var overwritten: Int?
        /// Bytes of the stack, from its top, down to the lowest one that callbacks have used so far, if this was
        /// looked up.
        public internal(set) var used: Int?
        /// Addresses of memory faults while it ran, whoever handled them; the first 100.
        public internal(set) var faults: [Address] = []

        /// The true stack: the announced one, or the one that the runtime moved the callback to.
        public var truth: ForeignStack { moved ?? expectation.truth }
    }

    /// Steps in the order of announcement.
    public private(set) var steps: [Step] = []
    /// Stray writes to SP.
    public private(set) var trials: [CorruptionTrial] = []
    /// How much the runtime has lost, by `sbs_lost`.
    private(set) var lost: [UInt32: Int] = [:]
    /// Remarks of the scenario.
    public private(set) var notes: [String] = []
    /// Address of a memory fault.
    public private(set) var faultAddress: Address?
    /// Why the process could never go on, if it found that out itself.
    public private(set) var deadlock: String?
    /// Address of the last memory fault after which no callback began or returned.
    public private(set) var lastFault: Address?
    /// A real runtime's own words about its first callback that did not do what it should.
    public private(set) var words: String?
    /// Why the scenario cannot run here.
    public private(set) var unavailable: String?
    /// Why the scenario did not do what it claims.
    public private(set) var failure: String?
    /// The strategy library that the child was about to load when it reported last, before any step.
    public private(set) var loading: String?
    /// Whether the scenario completed.
    public private(set) var isComplete = false
    private var lastActive: UInt32?

    /// Nothing that can be believed.
    ///
    /// - Parameter reason: why.
    public init(failure reason: String) { failure = reason }

    /// Nothing, since the scenario was not played.
    ///
    /// - Parameter reason: why.
    public init(unavailable reason: String) { unavailable = reason }

    /// Reads what a child wrote. A last line without a newline was cut short and is left out.
    public init(_ output: String) {
        let decoder = JSONDecoder()
        for text in output.split(separator: "\n")
        where output.hasSuffix("\n") || text.endIndex != output.endIndex {
            guard let line = try? decoder.decode(EvidenceLine.self, from: Data(text.utf8)) else {
                failure = failure ?? "the child wrote something other than evidence: \(text.onOneLine)"
                continue
            }
            add(line)
        }
    }

    init(_ lines: [EvidenceLine]) {
        for line in lines { add(line) }
    }

    /// The step whose callback was running at the end: the one that reported last, or, if that one has
    /// returned, the latest that has not.
    public var running: Step? {
        let open = steps.filter { $0.hasBegun && !$0.hasEnded }
        return open.first { $0.expectation.step == lastActive } ?? open.last
    }

    private mutating func add(_ line: EvidenceLine) {
        loading = line.loading.flatMap { $0.isEmpty ? nil : $0 }
        if let expectation = line.expect { steps.append(Step(expectation: expectation)) }
        if let begin = line.begin { update(begin.step, isActive: true) { $0.hasBegun = true } }
        if let moved = line.moved {
            update(moved.step, isActive: true) {
                $0.moved = ForeignStack(lo: moved.lo.value, hi: moved.hi.value)
            }
        }
        if let seen = line.seen { update(seen.step, isActive: true) { $0.seen.append(seen) } }
        if let overrun = line.overrun { update(overrun.step, isActive: true) { $0.overrun = overrun.sp } }
        if let used = line.used { update(used.step, isActive: false) { $0.used = used.bytes } }
        if let fault = line.fault, let step = running?.expectation.step {
            update(step, isActive: true) { if $0.faults.count < 100 { $0.faults.append(fault.address) } }
        }
        if let end = line.end { update(end.step, isActive: false) { $0.hasEnded = true } }
        if let trace = line.trace { update(trace.step, isActive: false) { $0.overwritten = trace.bytes } }
        if let trial = line.trial { trials.append(trial) }
        if let lost = line.lost { self.lost[lost.kind, default: 0] += lost.count }
        if let note = line.note { notes.append(note) }
        if let returned = line.returned {
            update(returned.step, isActive: false) { ($0.hasEnded, $0.returned) = (true, returned.end) }
        }
        faultAddress = faultAddress ?? line.fault?.address
        deadlock = deadlock ?? line.deadlock?.reason
        if line.begin != nil || line.returned != nil { lastFault = nil }
        lastFault = line.fault?.address ?? lastFault
        words = words ?? line.words
        unavailable = unavailable ?? line.unavailable
        failure = failure ?? line.failure
        if line.done == true { isComplete = true }
    }

    private mutating func update(_ step: UInt32, isActive: Bool, _ change: (inout Step) -> Void) {
        guard let index = steps.firstIndex(where: { $0.expectation.step == step }) else {
            failure = failure ?? "step \(step) was taken without being announced"
            return
        }
        if isActive { lastActive = step }
        change(&steps[index])
    }
}
