import BenchResults
import FoundationEssentials
import Measurement
import Subprocess
import SystemPackage

/// Starts this program again to measure one cell.
struct ChildProcess {
    /// Seconds after which a child counts as hung.
    static let deadline = 20

    /// Runs a request in a fresh process and waits for its end. Cancelling the task kills the child.
    ///
    /// The child gets `padding` bytes of environment on top, 0 to 4095: they move the main thread's stack
    /// relative to pages, which alone can change a measurement by some percent.
    static func run(_ request: ChildRequest, padding: Int) async throws -> Outcome {
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        var options = PlatformOptions()
        options.processGroupID = 0  // Ctrl-C reaches the harness only, which then ends the child
        let pad = String(repeating: "x", count: padding)
        let ended = try await Subprocess.run(
            .path(executable),
            arguments: [ChildRequest.argument, text],
            environment: .inherit.updating(["BENCH_STACK_PADDING": pad]),
            platformOptions: options,
            output: .string(limit: 1 << 24),
            error: .string(limit: 1 << 20))
        try Task.checkCancellation()
        return outcome(
            ended.terminationStatus, output: ended.standardOutput ?? "", said: ended.standardError ?? "")
    }

    /// The running image itself, whatever has become of its file since.
    private static let executable: FilePath = "/proc/self/exe"

    private static func outcome(_ status: TerminationStatus, output: String, said: String) -> Outcome {
        let message = String(said.prefix(2000))
        switch status {
        case .exited(0):
            guard let report = try? JSONDecoder().decode(ChildReport.self, from: Data(output.utf8)) else {
                return failure("the child did not answer")
            }
            return .report(report)
        case .exited(1):
            return failure(message.isEmpty ? "the child failed" : message)
        case .exited(let code):
            return .death(Death(exitStatus: Int(code), signal: nil, isHung: false, message: message))
        case .signaled(let signal):
            return .death(
                Death(
                    exitStatus: nil, signal: Int(signal), isHung: signal == Signal.alarm.rawValue,
                    message: message))
        }
    }

    private static func failure(_ reason: String) -> Outcome {
        var report = ChildReport()
        report.failure = reason
        return .report(report)
    }
}
