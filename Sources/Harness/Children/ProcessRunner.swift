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
    private let hasChannel: Bool
    private let printed: PrintedTexts?

    /// Runs the copies of a program.
    ///
    /// - Parameters:
    ///   - copies: of the program.
    ///   - hasChannel: whether its children answer on a channel; those of earlier versions print the answer.
    ///   - printed: remembers what children print that answer on a channel.
    init(_ copies: ProgramCopies, hasChannel: Bool = true, printed: PrintedTexts? = nil) {
        program = { .open(copies.copy($0), name: "bench") }
        self.hasChannel = hasChannel
        self.printed = printed
    }

    /// Runs this program itself.
    package init(printed: PrintedTexts? = nil) {
        program = { _ in .path(ProgramPath.current) }
        hasChannel = true
        self.printed = printed
    }

    package func run(_ launch: ChildLaunch) throws -> Outcome {
        let text = String(decoding: try JSONEncoder().encode(launch.request), as: UTF8.self)
        var process = ProcessLaunch(
            program(launch.copy), [ChildRequest.argument, text],
            deadline: .ofChild(seconds: Self.deadline))
        process.variables = .inherited([
            FixedEnvironment.padding: String(repeating: "x", count: launch.padding)
        ])
        guard hasChannel else {
            let ended = try process.run()
            return Outcome(of: ended, printed: ended.output)
        }
        let seal = process.answersOnChannel()
        let ended = try process.run()
        let outcome = try Outcome(of: ended, seal, for: launch.request)
        if case .report = outcome {
            let subject = launch.request.subject
            printed?.add(
                PrintedText(ended), by: "\(launch.request.workload):\(subject.label)", of: subject.label)
        }
        return outcome
    }
}

extension Outcome {
    /// What an ended child of an earlier version left behind, which printed its answer.
    init(of ended: EndedProcess, printed answer: String) {
        let report = try? JSONDecoder().decode(ChildReport.self, from: Data(answer.utf8))
        self.init(of: ended, report.map(Outcome.report) ?? .failure("the child did not answer"))
    }

    /// What an ended child left behind that answers on its channel.
    ///
    /// - Throws: `LibraryStopped` when a strategy library ended it before anything was measured.
    init(of ended: EndedProcess, _ seal: ChannelSeal, for request: ChildRequest) throws {
        var answer = Outcome.failure(
            ended.isSuccess
                ? "the child ended with exit status 0 and did not answer" : "the child did not answer")
        let lines: [ChildLine]
        do {
            lines = try LibraryFault.lines(of: ended, seal).map {
                try JSONDecoder().decode(ChildLine.self, from: Data($0.utf8))
            }
        } catch {
            self = .failure("\(error)")
            return
        }
        let loading = lines.last { $0.loading != nil }?.loading ?? ""
        let reports = lines.compactMap(\.report)
        if !loading.isEmpty { try LibraryStopped.check(loading, ended, failure: reports.first?.failure) }
        switch reports.count {
        case 0: break
        case 1:
            let problem = reports[0].problem(for: request, elapsed: ended.elapsed)
            answer = problem.map(Outcome.failure) ?? .report(reports[0])
        default: answer = .failure("the child answered \(reports.count) times")
        }
        self.init(of: ended, answer)
    }

    /// The answer of a child counts if it ended as it should.
    private init(of ended: EndedProcess, _ answer: Outcome) {
        let message = String(ended.errors.prefix(2000))
        switch ended.end {
        case .timedOut, .signaled(EndedProcess.alarm):
            self = .death(Death(exitStatus: nil, signal: nil, isHung: true, message: message))
        case .exited(0):
            if case .report(let report) = answer, report.version != ChildRequest.currentVersion {
                self = .failure("the child did not answer")
            } else {
                self = answer
            }
        case .exited(1): self = .failure(message.isEmpty ? "the child failed" : message)
        case .exited(let code):
            self = .death(Death(exitStatus: Int(code), signal: nil, isHung: false, message: message))
        case .signaled(let signal):
            self = .death(Death(exitStatus: nil, signal: Int(signal), isHung: false, message: message))
        }
    }

    /// A child that could not do its task, for a reason of one line.
    static func failure(_ reason: String) -> Outcome {
        var report = ChildReport()
        report.failure = Legible.text(
            String(reason.split(whereSeparator: \.isNewline).first ?? "the child failed"))
        return .report(report)
    }
}
