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

    /// Runs `body` on a new pthread with default attributes and waits until it has exited.
    public static func run(_ body: () -> Void) throws(Failure) {
        let error: CInt = withoutActuallyEscaping(body) { body in
            let work = Unmanaged.passRetained(Work(body))
            var thread = pthread_t()
            let error = pthread_create(
                &thread, nil,
                { argument in
                    Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().run()
                    return nil
                }, work.toOpaque())
            if error == 0 { pthread_join(thread, nil) } else { work.release() }
            return error
        }
        if error != 0 { throw Failure(error: Errno(rawValue: error)) }
    }
}
