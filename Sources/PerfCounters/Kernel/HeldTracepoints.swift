/// Keeps the tracepoints of a plan open, without counting, for as long as the value lives.
///
/// The first process to open a tracepoint and the last to close it wait until no CPU is in it, 20 ms each on
/// Linux 6.18. A harness whose children open the same tracepoints holds them open and saves each child 40 ms.
/// Do not hold them while anything is timed: every system call on the machine takes its slower path.
public struct HeldTracepoints: ~Copyable {
    private let group: EventGroup

    /// Opens what can be opened; the measurement reports what cannot.
    public init(plan: CounterPlan) {
        let session = CounterSession(plan: plan)
        var group = EventGroup(kernel: session.kernel)
        for (index, tracepoint) in session.tracepoints {
            guard case .success(let choice) = tracepoint else { continue }
            try? group.add(counter: index, choices: [choice])
        }
        self.group = group
    }
}
