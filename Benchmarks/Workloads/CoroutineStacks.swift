import CStackSupport
import ForeignStacks

/// Coroutines, each on its own stack below the stack of the thread that made them.
///
/// With a strategy that wants to be told, this is a program that cooperates: it registers the stacks for
/// as long as they exist.
final class CoroutineStacks {
    /// The stacks, in the order of the coroutines.
    let stacks: [ForeignStack]
    /// The coroutines; null until they are started.
    let handles: UnsafeMutablePointer<OpaquePointer?>
    /// The bounds of the stacks, for loops that announce them.
    let bounds: UnsafeMutablePointer<sbs_bounds>
    private let region: StackRegion
    private let numbersForValgrind: [UInt]

    /// Maps `count` stacks of `stackBytes`, `gap` bytes apart, with `PROT_NONE` between them and below the
    /// lowest; both must be multiples of the page size. By default they have the 64 KiB of Go's test, and are
    /// further apart than the 32 KiB window.
    convenience init(
        count: Int, stackBytes: Int = 64 * 1024, gap: Int = 64 * 1024, below own: OwnStack
    ) throws(ClaimError) {
        try self.init(count: count, stackBytes: stackBytes, gap: gap, .below(own.bounds.lo))
    }

    /// The same at another place.
    init(
        count: Int, stackBytes: Int = 64 * 1024, gap: Int = 64 * 1024, _ placement: StackRegion.Placement
    ) throws(ClaimError) {
        let distance = stackBytes + gap
        do {
            region = try StackRegion(size: count * distance, placement: placement)
            var stacks: [ForeignStack] = []
            for index in 0..<count {
                stacks.append(try region.open(offset: index * distance + gap, length: stackBytes))
            }
            self.stacks = stacks
        } catch {
            throw ClaimError("coroutine stacks: \(error)")
        }
        handles = .allocate(capacity: count)
        handles.initialize(repeating: nil, count: count)
        bounds = .allocate(capacity: count)
        for (index, stack) in stacks.enumerated() {
            (bounds + index).initialize(to: sbs_bounds(lo: stack.lo, hi: stack.hi))
        }
        for stack in stacks { sbs_register_stack(stack.lo, stack.hi, true) }
        numbersForValgrind = stacks.map { sbs_tell_valgrind_of_stack($0.lo, $0.hi) }
    }

    deinit {
        for number in numbersForValgrind { sbs_tell_valgrind_of_stack_end(number) }
        for stack in stacks { sbs_register_stack(stack.lo, stack.hi, false) }
        for index in stacks.indices { handles[index].map { sbs_coroutine_destroy($0) } }
        handles.deallocate()
        bounds.deallocate()
    }

    /// Makes every coroutine run a function with the state of a loop.
    func start(
        by kind: StackSwitch, state: UnsafeMutableRawPointer,
        main: @convention(c) (OpaquePointer, UnsafeMutableRawPointer?) -> Void,
        random: inout any RandomNumberGenerator
    ) throws(ClaimError) {
        try start(by: kind, main: main, argument: { _ in state }, random: &random)
    }

    /// Makes each coroutine run a function with its own argument, by index.
    ///
    /// Each starts at a random multiple of 64 bytes within the top page of its stack. Otherwise all stack
    /// tops would be equal modulo the page size and share one L1 set of eight lines, and with more than eight
    /// coroutines we would measure our own conflict misses.
    func start(
        by kind: StackSwitch, main: @convention(c) (OpaquePointer, UnsafeMutableRawPointer?) -> Void,
        argument: (Int) -> UnsafeMutableRawPointer, random: inout any RandomNumberGenerator
    ) throws(ClaimError) {
        for (index, stack) in stacks.enumerated() {
            let colour = Int.random(in: 0..<(StackRegion.pageSize / 64), using: &random) * 64
            guard let lo = UnsafeMutableRawPointer(bitPattern: stack.lo),
                let coroutine = sbs_coroutine_create(
                    kind.abi, lo, stack.size - colour, main, argument(index))
            else { throw ClaimError("coroutine \(index) of \(stacks.count): no memory") }
            handles[index] = coroutine
        }
    }

    /// Checks that the stacks are distinct and below the thread's.
    func checkPlacement(below own: OwnStack) throws(ClaimError) {
        try ClaimError.check(Set(stacks.map(\.lo)).count == stacks.count, "two coroutines share a stack")
        for stack in stacks {
            try ClaimError.check(stack.hi <= own.bounds.lo, "a stack is above the thread's own")
        }
    }
}
