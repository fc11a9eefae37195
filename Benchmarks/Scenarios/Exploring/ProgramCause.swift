/// Why programs fail in the same way: the fault, and what the shortest of them need for it.
public struct ProgramCause: Hashable, Codable, Sendable {
    /// The fault.
    public let kind: ProgramFault.Kind
    /// Whether a callback is refused by the message and status of Go's fatal error.
    public let isRefusal: Bool
    /// What else the program does than to switch and to call back, in a few words each.
    public let ingredients: [String]

    /// The cause of a fault in a program of which no step can be left out.
    init(_ fault: ProgramFault, in program: [ExploredStep]) {
        kind = fault.kind
        isRefusal = fault.isRefusal
        var found: [String] = []
        func add(_ text: String) { if !found.contains(text) { found.append(text) } }
        var state = ProgramState(Cooperation(isNotified: true, isRegistered: true))
        var contexts: Set<ProgramState.Context> = []
        for step in program {
            if step.isObservation, step != .signal { contexts.insert(state.context) }
            if let text = step.ingredient { add(text) }
            state.take(step)
        }
        if contexts.count > 1 { found.insert("more than one stack", at: 0) }
        ingredients = found
    }

    /// Whether another cause is the same fault, for which a program does all that it does here.
    func isPart(of other: ProgramCause) -> Bool {
        kind == other.kind && isRefusal == other.isRefusal
            && Set(ingredients).isSubset(of: other.ingredients)
    }

    /// What it is, on one line.
    public var summary: String { ingredients.isEmpty ? "one stack" : ingredients.joined(separator: ", ") }
}

extension ExploredStep {
    fileprivate var ingredient: String? {
        switch self {
        case .callBack, .overflow: nil
        case .callBackDeeper: "another depth"
        case .open, .close: "a call out to C"
        case .longjmp: "longjmp out of a callback"
        case .switchTo(_, let forgets):
            forgets.contains(.registering)
                ? "a stack that is not registered"
                : forgets.contains(.notifying) ? "a switch that is not announced" : nil
        case .remap(_, let forgets):
            forgets.isEmpty ? "a stack freed and mapped anew" : "a stack freed and mapped anew, unregistered"
        case .otherThread: "another thread"
        case .exitThread: "a thread that exits"
        case .exitInside: "a thread that exits inside a callback"
        case .signal: "a signal handler"
        case .fork: "a fork"
        }
    }
}
