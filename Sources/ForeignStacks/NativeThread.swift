import CLibrary
public import SystemPackage

/// A plain pthread, as a C program makes it.
public enum NativeThread {
    private final class Work {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// There is no thread to be had.
    public struct Failure: Error, CustomStringConvertible {
        /// Why pthread_create(3) refused.
        public let error: Errno
        /// One line.
        public var description: String { "a thread cannot be made: \(error)" }
    }

    /// Runs `body` on a new pthread and waits until it has exited. Its stack has so many bytes, at least
    /// PTHREAD_STACK_MIN; nil is the default size.
    public static func run(stackBytes: Int? = nil, _ body: () -> Void) throws(Failure) {
        let error = withoutActuallyEscaping(body) { body in
            // Not `pthread_attr_t()`: which C module that belongs to depends on what was imported first, and in a
            // build from nothing in release it is one of swift-system's own.
            withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { room in
                create(with: room.baseAddress!, stackBytes, body)
            }
        }
        if error != 0 { throw Failure(error: Errno(rawValue: error)) }
    }

    private static func create(
        with attributes: UnsafeMutablePointer<pthread_attr_t>, _ stackBytes: Int?,
        _ body: @escaping () -> Void
    ) -> CInt {
        pthread_attr_init(attributes)
        defer { pthread_attr_destroy(attributes) }
        if let stackBytes {
            let refused = pthread_attr_setstacksize(attributes, stackBytes)
            if refused != 0 { return refused }
        }
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let error = pthread_create(
            &thread, attributes,
            { argument in
                Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        if error == 0 { pthread_join(thread, nil) } else { work.release() }
        return error
    }
}
