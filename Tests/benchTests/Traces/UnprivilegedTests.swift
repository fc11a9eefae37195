import CLibrary
import SystemPackage
import TestSupport
import Testing

/// A user without any privileges, in a folder that it can reach.
@Suite("Recording without privileges", .requires(.root))
struct UnprivilegedTests {
    private static let sort = """
        import ctypes
        libc = ctypes.CDLL(None)
        calls = 0
        @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
        def compare(a, b):
            global calls
            calls += 1
            return a[0] - b[0]
        values = (ctypes.c_int * 500)(*[i * 7919 % 1009 for i in range(500)])
        libc.qsort(values, 500, 4, compare)
        print(calls)
        """

    /// The program counts its callbacks itself.
    @Test func breakpointsRecordEveryCallbackOfPython() async throws {
        guard let setpriv = Program(named: "setpriv") else {
            try skip("there is no setpriv: apt-get install util-linux")
        }
        guard Program.systemPython.path.exists else { try skip("there is no /usr/bin/python3") }
        try await inTemporaryFolder { folder in
            let copy = folder.appending("bench")
            try copy.write(Program.bench.path.data())
            chmod(copy.string, 0o755)
            chmod(folder.string, 0o777)
            try folder.appending("sort.py").write(Self.sort)
            let run = try await setpriv.run(
                [
                    "--reuid", "65534", "--regid", "65534", "--clear-groups", copy.string, "record",
                    "--runtime",
                    "cpython", "--output", "a.trace", "--", Program.systemPython.path.string, "sort.py",
                ], in: folder)
            for reason in ["forbidden", "not to be had", "cannot be stopped", "no function of that name"]
            where run.errors.contains(reason) && run.status != .exited(0) { try skip(run.errors) }
            #expect(run.status == .exited(0), "\(run.errors)")
            let calls = try #require(Int(run.output.filter(\.isNumber)))
            #expect(calls > 3000)
            #expect(
                run.errors.contains("bench: \(calls) callbacks of 1 thread"), "\(run.output) \(run.errors)")
            #expect(run.errors.contains("by breakpoint (uprobes need root"), "\(run.errors)")
        }
    }
}
