import BenchResults
import FoundationEssentials
import ChildProtocol
import Subprocess
import SystemPackage

/// Starts this program again, or another that speaks its protocol, to measure one cell.
enum ChildProcess {
    /// Seconds after which a child counts as hung.
    static let deadline = 20
    /// A variable that is there for its size.
    static let stackPadding: Subprocess.Environment.Key = "BENCH_STACK_PADDING"

    /// Runs a request in a fresh process, of this program unless another is named, and waits for its end.
    /// Cancelling the task kills the child.
    ///
    /// The child gets `padding` bytes of environment on top, 0 to 4095: they move the main thread's stack
    /// relative to pages, which alone can change a measurement by some percent.
    static func run(
        _ request: ChildRequest, padding: Int, program: FilePath = ProgramPath.current
    ) async throws -> Outcome {
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        do {
            return outcome(
                of: try await FreshProcess.run(
                    [ChildRequest.argument, text], executable: .path(program),
                    environment: .inherit.updating([
                        stackPadding: String(repeating: "x", count: padding)
                    ]),
                    deadline: deadline))
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            return failure("\(error)")
        }
    }

    /// What a child left behind.
    static func outcome(of ended: FreshProcess) -> Outcome {
        let message = String(ended.errors.prefix(2000))
        if ended.isHung {
            return .death(Death(exitStatus: nil, signal: nil, isHung: true, message: message))
        }
        switch ended.status {
        case .exited(0):
            guard let report = try? JSONDecoder().decode(ChildReport.self, from: Data(ended.output.utf8)),
                report.version == ChildRequest.currentVersion
            else { return failure("the child did not answer") }
            return .report(report)
        case .exited(1):
            return failure(message.isEmpty ? "the child failed" : message)
        case .exited(let code):
            return .death(Death(exitStatus: Int(code), signal: nil, isHung: false, message: message))
        case .signaled(let signal):
            return .death(Death(exitStatus: nil, signal: Int(signal), isHung: false, message: message))
        }
    }

    /// A failure is one line.
    private static func failure(_ reason: String) -> Outcome {
        var report = ChildReport()
        report.failure = String(reason.split(whereSeparator: \.isNewline).first ?? "the child failed")
        return .report(report)
    }
}
