import CRealRuntimes
import CStackSupport

/// A runtime that the program knows how to drive, whether or not this machine has it.
public struct BuiltInRuntime: Sendable {
    /// Name on the command line and in rows, before the version.
    public let name: String
    /// What a callback is there, in one line.
    public let summary: String
    /// What can be named after '@', and what brings the runtime where it is missing.
    public let remedy: String
    /// Whether its driver is a library that has to be built with the runtime's own toolchain.
    public let isBuilt: Bool
    /// Its driver; nil when that is built.
    var table: UnsafePointer<sbs_real_runtime>? { sbs_built_in_runtime(name) }

    /// In the order of tables.
    public static let all: [BuiltInRuntime] = [
        BuiltInRuntime(
            name: "go",
            summary: "an exported function that does nothing, of a package built with -buildmode=c-shared",
            remedy: "install Go (Debian's golang-go) and gcc, or name a toolchain: go@/path/to/bin/go",
            isBuilt: true),
        BuiltInRuntime(
            name: "hotspot",
            summary: "a static method that does nothing, called through JNI on an attached thread",
            remedy: "install a JRE (Debian's default-jre-headless), or name one: hotspot@/path/to/java-home"),
        BuiltInRuntime(
            name: "cpython",
            summary: "an empty function, called between PyGILState_Ensure and PyGILState_Release",
            remedy:
                "install libpython3 (Debian's libpython3.11), or name one: cpython@/path/to/libpython3.11.so.1.0"
        ),
        BuiltInRuntime(
            name: "ruby", summary: "an empty proc, called under rb_protect",
            remedy: "install libruby (Debian's libruby3.1), or name one: ruby@/path/to/libruby-3.1.so.3.1"),
        BuiltInRuntime(
            name: "guile", summary: "an empty procedure, called within scm_with_guile",
            remedy: "install Guile (Debian's guile-3.0-libs), or name one: guile@/path/to/libguile-3.0.so.1"),
        BuiltInRuntime(
            name: "boehm", summary: "GC_get_stack_base of Boehm's collector",
            remedy: "install libgc (Debian's libgc1), or name one: boehm@/path/to/libgc.so.1"),
    ]

    /// The one of a name.
    public static func named(_ name: String) -> BuiltInRuntime? { all.first { $0.name == name } }

    private init(name: String, summary: String, remedy: String, isBuilt: Bool = false) {
        self.name = name
        self.summary = summary
        self.remedy = remedy
        self.isBuilt = isBuilt
    }
}
