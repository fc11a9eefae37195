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
    ]

    /// Their names.
    public static var names: [String] { all.map(\.name) }
}
