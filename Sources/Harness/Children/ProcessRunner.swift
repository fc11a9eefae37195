import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import Processes
import SystemPackage

/// Starts this program again, or another that speaks its protocol, for each child.
package struct ProcessRunner: ChildRunner {
    /// Seconds after which a child counts as hung.
    package static let deadline = 20

    private let program: @Sendable (UInt64) -> ProcessLaunch.Executable

    /// Runs the copies of a program.
    package init(_ copies: ProgramCopies) { program = { .open(copies.copy($0), name: "bench") } }

    /// Runs this program itself.
    package init() { program = { _ in .path(ProgramPath.current) } }

    package func run(_ launch: ChildLaunch) throws -> Outcome {
        let text = String(decoding: try JSONEncoder().encode(launch.request), as: UTF8.self)
        var process = ProcessLaunch(
            program(launch.copy), [ChildRequest.argument, text],
            deadline: .ofChild(seconds: Self.deadline))
        process.variables = .inherited([
            FixedEnvironment.padding: String(repeating: "x", count: launch.padding)
        ])
        return Outcome(of: try process.run())
    }
}

extension Outcome {
    /// What an ended child left behind.
    init(of ended: EndedProcess) {
        let message = String(ended.errors.prefix(2000))
        switch ended.end {
        case _ where ended.isHung:
            self = .death(Death(exitStatus: nil, signal: nil, isHung: true, message: message))
        case .exited(0):
            let report = try? JSONDecoder().decode(ChildReport.self, from: Data(ended.output.utf8))
            if let report, report.version == ChildRequest.currentVersion {
                self = .report(report)
            } else {
                self = .failure("the child did not answer")
            }
        case .exited(1): self = .failure(message.isEmpty ? "the child failed" : message)
        case .exited(let code):
            self = .death(Death(exitStatus: Int(code), signal: nil, isHung: false, message: message))
        case .signaled(let signal):
            self = .death(Death(exitStatus: nil, signal: Int(signal), isHung: false, message: message))
        case .timedOut: self = .death(Death(exitStatus: nil, signal: nil, isHung: true, message: message))
        }
    }

    /// A child that could not do its task, for a reason of one line.
    static func failure(_ reason: String) -> Outcome {
        var report = ChildReport()
        report.failure = String(reason.split(whereSeparator: \.isNewline).first ?? "the child failed")
        return .report(report)
    }
}
