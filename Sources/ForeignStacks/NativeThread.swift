import CLibrary
import SystemPackage

/// A plain pthread, as a C program makes it.
public enum NativeThread {
    private final class Work {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// Runs `body` on a new pthread with default attributes and waits until it has exited.
    public static func run(_ body: () -> Void) throws(Errno) {
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
        if error != 0 { throw Errno(rawValue: error) }
    }
}
