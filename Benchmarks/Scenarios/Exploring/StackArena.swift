import CLibrary
import CScenarioActions
import CStackSupport
import ForeignStacks

/// The stacks that explored programs run on, laid out once: with the distances that real programs have between
/// stacks, below and above the thread's own.
final class StackArena {
    /// The first thread's own stack.
    let own: ForeignStack
    /// The second thread's.
    let other: ForeignStack
    private let region: StackRegion
    private let block: UnsafeMutableRawPointer
    private var foreign: [ExploredPlace: ForeignStack] = [:]
    private var coroutines: [ExploredPlace: sbs_explored_stack] = [:]
    private static let kind = StackSwitch.cheapest

    /// From low addresses to high ones; everything between is inaccessible.
    private enum Part {
        case gap(Int)
        case memory(Int)
        case stack(ExploredPlace)
        case other

        var size: Int {
            switch self {
            case .gap(let size), .memory(let size): size
            case .stack(let place): place.size
            case .other: 128 << 10
            }
        }
    }

    private static let parts: [Part] = [
        .gap(16 << 10), .other, .gap(16 << 10), .stack(.signal), .gap(16 << 10), .stack(.growing),
        .gap(16 << 10), .stack(.small), .gap(4096), .stack(.guarded), .gap(64 << 10), .stack(.own),
        .gap(16 << 10), .memory(16 << 10), .stack(.lower), .stack(.upper), .memory(16 << 10), .gap(16 << 10),
    ]

    /// Maps everything.
    init() throws(StagingError) {
        if let reason = Self.kind.unavailability { throw .unavailable(reason) }
        if let reason = sbs_call_at_unavailable() { throw .unavailable(String(cString: reason)) }
        let size = Self.parts.reduce(0) { $0 + $1.size }
        region = try StagingError.setUp { try StackRegion(size: size, placement: .anywhere) }
        let page = StackRegion.pageSize
        var offset = 0
        var opened: [ForeignStack] = []
        for part in Self.parts {
            defer { offset += part.size }
            let lo = region.base + UInt(offset)
            let whole = ForeignStack(lo: lo, hi: lo + UInt(part.size))
            switch part {
            case .gap: continue
            case .stack(.growing):
                munmap(UnsafeMutableRawPointer(bitPattern: lo), part.size)
                try StagingError.check(
                    error: sbs_map_growing_stack(whole.hi), "mmap of a MAP_GROWSDOWN stack")
                foreign[.growing] = whole
                continue
            case .stack(let place): foreign[place] = whole
            case .memory: break
            case .other: opened.append(whole)
            }
            _ = try region.opened(offset: offset, length: part.size)
        }
        (own, other) = (foreign[.own]!, opened[0])
        // A page on either side, so that the stack has neighbours in the block.
        let wanted = ExploredPlace.allocated.size + 2 * page
        guard let block = aligned_alloc(page, wanted) else { throw .unavailable("no memory") }
        self.block = block
        let lo = UInt(bitPattern: block) + UInt(page)
        foreign[.allocated] = ForeignStack(lo: lo, hi: lo + UInt(ExploredPlace.allocated.size))
    }

    deinit { free(block) }

    /// The stack of a place as it is at first, or when it has been mapped anew.
    func stack(_ place: ExploredPlace, isSmaller: Bool, thread: Int) -> ForeignStack {
        if place == .own, thread == 1 { return other }
        let stack = foreign[place]!
        return ForeignStack(lo: isSmaller ? stack.hi - UInt(place.nextSize) : stack.lo, hi: stack.hi)
    }

    /// An exploration without steps. A process can run one only, since all are on the same stacks.
    func exploration() throws(StagingError) -> sbs_exploration {
        var exploration = sbs_exploration()
        exploration.kind = Self.kind.abi
        (exploration.thread_lo, exploration.thread_hi) = (other.lo, other.hi)
        (exploration.signal_lo, exploration.signal_hi) = (foreign[.signal]!.lo, foreign[.signal]!.hi)
        if coroutines.isEmpty {
            for place in ExploredPlace.foreign { coroutines[place] = try coroutine(on: place) }
        }
        let stacks = ExploredPlace.allCases.map { coroutines[$0] ?? sbs_explored_stack() }
        withUnsafeMutableBytes(of: &exploration.stacks) { members in
            stacks.withUnsafeBytes { members.copyMemory(from: $0) }
        }
        return exploration
    }

    private func coroutine(on place: ExploredPlace) throws(StagingError) -> sbs_explored_stack {
        let stack = foreign[place]!
        guard
            let coroutine = sbs_coroutine_create(
                Self.kind.abi, UnsafeMutableRawPointer(bitPattern: stack.lo)!, stack.size,
                sbs_explored_coroutine,
                nil)
        else { throw .unavailable("no memory for a coroutine") }
        return sbs_explored_stack(
            lo: stack.lo, hi: stack.hi, next_lo: stack.hi - UInt(place.nextSize),
            remapping: place.remapping.rawValue, coroutine: coroutine)
    }
}

extension ExploredPlace {
    fileprivate var remapping: sbs_remapping {
        switch self {
        case .own, .signal, .upper, .lower, .allocated: SBS_REMAP_CARVED
        case .small, .guarded: SBS_REMAP_MAPPED
        case .growing: SBS_REMAP_GROWING
        }
    }
}
