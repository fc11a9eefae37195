import CLibrary
import FileReading
import SystemPackage

extension TraceHeader {
    /// What is known before anything is recorded.
    init(of request: RecordingRequest, program: FilePath) {
        self.init()
        self.program = program.lastComponent?.string ?? ""
        // A file that a name was looked for in is the user's own.
        func name(_ text: String) -> String { ProbePoint(text, kind: .callback).symbol }
        entries = request.entries.map(name)
        ends = request.ends.map(name)
        switches = request.switches.map(name)
        window = request.window?.text ?? ""
        #if arch(x86_64)
            architecture = "x86_64"
        #elseif arch(arm64)
            architecture = "aarch64"
        #endif
        kernel = String((kernelText("/proc/sys/kernel/osrelease") ?? "").prefix { !$0.isNewline })
    }
}
