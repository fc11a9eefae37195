import CLibrary
import CScenarioActions
import ForeignStacks

/// A pthread on memory that the program gives it.
enum ThreadOnStack {
    /// Makes callbacks on a new thread whose stack is `stack`, and waits until it has exited.
    static func run(_ probes: [Probe], on stack: ForeignStack) throws(StagingError) {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        pthread_attr_init(attributes)
        defer {
            pthread_attr_destroy(attributes)
            attributes.deallocate()
        }
        let lo = UnsafeMutableRawPointer(bitPattern: stack.lo)!
        try StagingError.check(
            error: pthread_attr_setstack(attributes, lo, stack.size), "pthread_attr_setstack")
        // A null pointer after the last probe ends the list.
        let list = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: probes.count + 1)
        defer { list.deallocate() }
        for (index, probe) in probes.enumerated() { list[index] = UnsafeMutableRawPointer(probe.pointer) }
        list[probes.count] = nil
        var thread = pthread_t()
        let error = pthread_create(
            &thread, attributes,
            { argument in
                var next = argument!.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
                while let probe = next.pointee {
                    sbs_make_probe(probe)
                    next += 1
                }
                return nil
            }, list)
        try StagingError.check(error: error, "pthread_create")
        pthread_join(thread, nil)
    }
}
