import ForeignStacks

/// The callbacks of a real program that a stack-bounds strategy crashed or slowed down.
struct Profile: Sendable {
    /// Where the program has its coroutines' stacks.
    enum Stacks: Sendable {
        /// There are none: callbacks come from the thread's own stack.
        case own
        /// One for each callback, from malloc.
        case fresh(bytes: Int)
        /// Long-lived stacks, mapped with one guard page each.
        case mapped(count: Int, bytes: Int)
    }

    let name: String
    let summary: String
    let place: Workload.Place
    let kind: StackSwitch
    let stacks: Stacks
    /// `foreign.count` of every `foreign.of` callbacks come from coroutines.
    let foreign: (count: Int, of: Int)
    /// The number of callbacks nested in the outermost one.
    let nesting: Int
    /// Whether callbacks are suspended and finish in a different order from that in which they began.
    let suspends: Bool
    /// Extra mappings.
    let mappings: Int

    /// Every profile. The source of each number is given; *chosen* ones are ours.
    static let all: [Profile] = [
        // golang/go#62440. FLB_CORO_STACK_SIZE is 24,576 bytes, from malloc, a coroutine for each flush,
        // switched by libco's assembly on the pipeline thread. Every tenth callback is the plug-in's
        // initialisation or exit, from the thread's own stack (chosen).
        Profile(
            name: "fluent-bit", summary: "24,576-byte coroutines from malloc, a new one for each callback",
            place: .pthread, kind: .assembly, stacks: .fresh(bytes: 24_576), foreign: (9, of: 10),
            nesting: 0, suspends: false, mappings: 0),
        // apache/arrow-adbc#2021. A Python client calls a Go driver for each batch, on the main thread. The
        // issue gives no number of mappings: a Python process with numpy, scipy and two more extension
        // modules had 874, and the child has about 50 itself.
        Profile(
            name: "adbc", summary: "tiny callbacks from the main thread, with a Python client's mappings",
            place: .mainThread, kind: .cheapest, stacks: .own, foreign: (0, of: 1),
            nesting: 0, suspends: false, mappings: 825),
        // golang/go#62130. PHP fibers: ZEND_FIBER_DEFAULT_C_STACK_SIZE is 2 MiB, one guard page. PHP is
        // called from Go and calls back (nesting 1); half of the callbacks come from fibers (chosen).
        Profile(
            name: "frankenphp", summary: "2 MiB fibers with one guard page, nested callbacks",
            place: .pthread, kind: .assembly, stacks: .mapped(count: 4, bytes: 2 << 20),
            foreign: (1, of: 2), nesting: 1, suspends: false, mappings: 0),
        // ray-project/ray#63284. Boost.Fiber's fibers with its default stacks of 128 KiB on one worker
        // thread. An async actor's callbacks are suspended half-way and finish in any order; 8 at a time
        // (chosen).
        Profile(
            name: "ray", summary: "8 fibers on a worker thread, suspended in callbacks and out of order",
            place: .pthread, kind: .fcontext, stacks: .mapped(count: 8, bytes: 128 << 10),
            foreign: (1, of: 1), nesting: 0, suspends: true, mappings: 0),
        // python/cpython#139653. KiCad runs its tools in coroutines of 256 pages (CoroutineStackSize) by
        // fcontext on the main thread; half of the callbacks come from the event loop (chosen).
        Profile(
            name: "kicad", summary: "1 MiB coroutines on the main thread, fcontext",
            place: .mainThread, kind: .fcontext, stacks: .mapped(count: 2, bytes: 256 * 4096),
            foreign: (1, of: 2), nesting: 0, suspends: false, mappings: 0),
    ]
}
