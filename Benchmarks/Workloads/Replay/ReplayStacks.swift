import CStackSupport
import ForeignStacks
import Traces

/// The stacks of a recorded thread, mapped: each as large as it was and as far from the others, where that is
/// possible, with what was not to be touched below it. With a strategy that wants to be told, this is a program that
/// cooperates, as in all workloads.
final class ReplayStacks {
    /// By index of the trace; nil for the thread's own and for those that it was never on.
    private(set) var bounds: [UInt32: ForeignStack] = [:]
    private var regions: [Region] = []
    private var numbersForValgrind: [UInt] = []

    /// Bytes of address space that a replay reserves at most; only what callbacks touch is used.
    static let mostBytes: UInt64 = 1 << 40
    /// Stacks further apart than this are mapped one by one.
    private static let mostDistance: UInt64 = 1 << 36

    private final class Region {
        let region: StackRegion
        init(_ region: consuming StackRegion) { self.region = region }
    }

    /// - Parameters:
    ///   - wanted: indices of the trace's stacks.
    ///   - trace: the trace.
    ///   - own: the own stack of the thread that replays, and its index if the trace has it.
    /// - Throws: `ClaimError` for more than a replay maps, and where there is no room.
    init(
        _ wanted: [UInt32], of trace: Trace, own: (bounds: ForeignStack, index: UInt32?)
    ) throws(ClaimError) {
        let page = UInt64(StackRegion.pageSize)
        let total = wanted.reduce(UInt64(0)) { $0 &+ trace.stacks[Int($1)].size }
        guard total <= Self.mostBytes else {
            throw ClaimError(
                "the trace has \(total >> 30) GiB of stacks, a replay maps \(Self.mostBytes >> 30) at most")
        }
        let order = wanted.sorted { trace.stacks[Int($0)].offset < trace.stacks[Int($1)].offset }
        var group: [UInt32] = []
        var end = Int64.min
        var groups: [[UInt32]] = []
        for index in order {
            let stack = trace.stacks[Int(index)]
            let low = stack.offset - Int64(stack.guardBytes)
            if !group.isEmpty, low < end || UInt64(low - end) > Self.mostDistance || stack.kind == .main {
                groups.append(group)
                group = []
            }
            group.append(index)
            end = max(group.count == 1 ? Int64.min : end, stack.offset + Int64(stack.size))
        }
        if !group.isEmpty { groups.append(group) }
        let ownOffset = own.index.map { trace.stacks[Int($0)].offset }
        for group in groups {
            let stacks = group.map { trace.stacks[Int($0)] }
            let isAbove = ownOffset.map { stacks[0].offset > $0 } ?? false
            try map(group, stacks, page, isAbove ? .above(own.bounds.hi) : .below(own.bounds.lo))
        }
    }

    private func map(
        _ group: [UInt32], _ stacks: [Trace.Stack], _ page: UInt64, _ placement: StackRegion.Placement
    ) throws(ClaimError) {
        func pages(_ bytes: UInt64) -> Int { Int((bytes + page - 1) / page * page) }
        // At least a page below the lowest is not to be touched, so that a replay cannot run into what is there.
        let start = stacks[0].offset - Int64(pages(max(stacks[0].guardBytes, page)))
        let last = stacks[stacks.count - 1]
        let length = pages(UInt64(last.offset - start) + last.size)
        do {
            let region = Region(try StackRegion(size: length, placement: placement))
            regions.append(region)
            for (index, stack) in zip(group, stacks) {
                let offset = Int(UInt64(stack.offset - start) / page * page)
                let size = min(pages(stack.size), length - offset)
                let opened = try region.region.open(offset: offset, length: max(size, Int(page)))
                bounds[index] = opened
                sbs_register_stack(opened.lo, opened.hi, true)
                numbersForValgrind.append(sbs_tell_valgrind_of_stack(opened.lo, opened.hi))
            }
        } catch {
            throw ClaimError("the stacks of the trace: \(error)")
        }
    }

    deinit {
        for number in numbersForValgrind { sbs_tell_valgrind_of_stack_end(number) }
        for stack in bounds.values { sbs_register_stack(stack.lo, stack.hi, false) }
    }
}
