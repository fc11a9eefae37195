import CLibrary
import CScenarioActions
import ForeignStacks

/// A pthread on memory that the program gives it.
enum ThreadOnStack {
    /// Makes callbacks on a new thread whose stack is `stack`, and waits until it has exited.
    static func run(_ probes: [Probe], on stack: ForeignStack) throws(StagingError) {
        let list = ProbeList(probes)
        try withExtendedLifetime(list) { () throws(StagingError) in
            try start(on: stack, list.argument) { argument in
                ProbeList.make(argument)
                return nil
            }
        }
    }

    /// Runs `body` on a new thread whose stack is `stack`, and waits until it has exited.
    static func run(on stack: ForeignStack, _ body: () -> Void) throws(StagingError) {
        try withoutActuallyEscaping(body) { body throws(StagingError) in
            try start(on: stack, Unmanaged.passRetained(Work(body)).toOpaque()) { argument in
                Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }
        }
    }

    private final class Work {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }

    private static func start(
        on stack: ForeignStack, _ argument: UnsafeMutableRawPointer,
        _ main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
    ) throws(StagingError) {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        pthread_attr_init(attributes)
        defer {
            pthread_attr_destroy(attributes)
            attributes.deallocate()
        }
        let lo = UnsafeMutableRawPointer(bitPattern: stack.lo)!
        try StagingError.check(
            error: pthread_attr_setstack(attributes, lo, stack.size), "pthread_attr_setstack")
        var thread = pthread_t()
        let error = pthread_create(&thread, attributes, main, argument)
        try StagingError.check(error: error, "pthread_create")
        pthread_join(thread, nil)
    }
}
