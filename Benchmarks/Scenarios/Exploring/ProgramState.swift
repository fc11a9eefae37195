import CallbackRuntime

/// Where a program is after some steps: which it can take next, and on which stack it runs.
struct ProgramState {
    /// A stack in use: a thread's own, or a foreign one.
    struct Context: Hashable {
        let place: ExploredPlace
        /// 0 for foreign stacks.
        let thread: Int
    }

    /// Which notices the strategy wants.
    let cooperation: Cooperation
    /// The thread that runs, 0 or 1.
    private(set) var thread = 0
    private(set) var hasOtherThread = false
    private(set) var hasForked = false
    private(set) var hasCalledBack = false
    private(set) var last: ExploredStep?
    private(set) var previousPlace = ExploredPlace.own
    /// By thread.
    private var places: [ExploredPlace] = [.own, .own]
    /// By thread for own stacks, then by place: callbacks that are open, and of which thread.
    private var open: [UInt8] = .init(repeating: 0, count: 2 + ExploredPlace.allCases.count)
    private var openers: [UInt8] = .init(repeating: 0, count: 2 + ExploredPlace.allCases.count)
    /// Stacks that were switched to, whose registration the runtime has, on which a callback was made since they
    /// were mapped, which were mapped anew an odd number of times, and whose remapping has shown nothing yet.
    private(set) var made: Places = []
    private(set) var registered: Places = []
    private(set) var used: Places = []
    private(set) var smaller: Places = []
    private(set) var unseen: Places = []
    private(set) var owesThread = false

    init(_ cooperation: Cooperation) { self.cooperation = cooperation }

    /// Where it runs.
    var place: ExploredPlace { places[thread] }
    /// The stack that it runs on.
    var context: Context { Context(place: place, thread: place == .own ? thread : 0) }
    /// Callbacks that are open on the stack that runs.
    var openHere: Int { Int(open[index(place)]) }
    /// Whether the thread has an open callback on another stack.
    var hasOpenElsewhere: Bool {
        open.indices.contains { open[$0] > 0 && openers[$0] == thread && $0 != index(place) }
    }
    /// Whether the thread has an open callback.
    var hasOpen: Bool { hasOpenElsewhere || openHere > 0 }
    /// Whether anything is left that has shown no effect.
    var isWhole: Bool { last?.isObservation == true && last != .open && unseen.isEmpty && !owesThread }

    /// Whether a thread may go on on a stack: no callback of the other one is open there.
    func canSwitch(to place: ExploredPlace) -> Bool {
        place != self.place && (open[index(place)] == 0 || openers[index(place)] == thread)
    }

    /// Whether a callback is open on a stack.
    func isOpen(_ place: ExploredPlace) -> Bool { open[index(place)] > 0 }

    private func index(_ place: ExploredPlace) -> Int { place == .own ? thread : 2 + place.rawValue }

    /// Takes a step, which must be possible.
    mutating func take(_ step: ExploredStep) {
        let before = place
        if step.makesCallback {
            hasCalledBack = true
            if step != .signal {
                used.insert(place)
                unseen.remove(place)
            }
        }
        switch step {
        case .open:
            open[index(place)] += 1
            openers[index(place)] = UInt8(thread)
        case .close, .longjmp: open[index(place)] -= 1
        case .switchTo(let place, let forgets):
            if !made.contains(place), !forgets.contains(.registering) { registered.insert(place) }
            made.insert(place)
            places[thread] = place
        case .remap(let place, _):
            if place == self.place { places[thread] = .own }
            used.remove(place)
            smaller.formSymmetricDifference(Places(place))
            unseen.insert(place)
        case .otherThread:
            thread = 1 - thread
            hasOtherThread = true
            owesThread = false
        case .exitThread, .exitInside:
            open[index(.own)] = 0
            thread = 0
            hasOtherThread = false
            // What a thread loses that exits inside shows at once.
            owesThread = step == .exitThread
        case .fork: hasForked = true
        default: break
        }
        previousPlace = before
        last = step
    }
}

/// Which notices a strategy wants.
public struct Cooperation: Sendable, Codable, Equatable {
    /// It is told of switches.
    public var isNotified: Bool
    /// It is told of stacks.
    public var isRegistered: Bool

    /// What a strategy wants.
    public init(_ strategy: BoundsStrategy) {
        self.init(isNotified: strategy.isNotified, isRegistered: strategy.isRegistered)
    }

    /// These.
    public init(isNotified: Bool, isRegistered: Bool) {
        self.isNotified = isNotified
        self.isRegistered = isRegistered
    }
}

/// A set of places.
struct Places: OptionSet {
    let rawValue: UInt16
    init(rawValue: UInt16) { self.rawValue = rawValue }
    init(_ place: ExploredPlace) { rawValue = 1 << UInt16(place.rawValue) }

    func contains(_ place: ExploredPlace) -> Bool { contains(Places(place)) }
    mutating func insert(_ place: ExploredPlace) { formUnion(Places(place)) }
    mutating func remove(_ place: ExploredPlace) { subtract(Places(place)) }
}
