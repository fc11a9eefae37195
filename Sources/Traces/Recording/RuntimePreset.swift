/// The functions of a runtime that a recording needs.
public struct RuntimePreset: Sendable {
    /// What it is called on the command line.
    public let name: String
    /// The functions through which C calls it, and those that end such a call.
    public let entries, ends: [String]

    /// Every preset. Each was recorded.
    public static let all = [
        // ctypes, cffi and every extension call back between these two; they are functions of the executable
        // itself, or of libpython3.
        RuntimePreset(
            name: "cpython", entries: ["PyGILState_Ensure"], ends: ["PyGILState_Release"]),
        // Every //export function goes through it, on C's stack. There is no function at its end, and a return
        // probe is not for programs that switch stacks: nesting is unknown.
        RuntimePreset(name: "go", entries: ["crosscall2"], ends: []),
        // Fiddle, the ffi gem and every thread that C made come back through it. Ruby calls it itself a few times
        // as it starts (15 times in 3.1).
        RuntimePreset(name: "ruby", entries: ["rb_thread_call_with_gvl"], ends: []),
        // JavaCalls::call, through which all Call…Method functions of JNI go, and HotSpot's own calls of Java while it
        // loads classes. The signature is that of JDK 17 and later; a libjvm without symbols has no name for it.
        RuntimePreset(
            name: "hotspot",
            entries: ["_ZN9JavaCalls4callEP9JavaValueRK12methodHandleP17JavaCallArgumentsP10JavaThread"],
            ends: []),
    ]

    /// Their names.
    public static var names: [String] { all.map(\.name) }
}
