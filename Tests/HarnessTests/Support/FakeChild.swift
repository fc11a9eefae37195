import BenchResults
import Cells
import ChildProtocol
import Statistics
import Synchronization

@testable import Harness

/// Time that passes only when a fake says so.
final class FakeClock: Sendable {
    private let time = Mutex(Duration.zero)

    var now: Duration { time.withLock { $0 } }

    var stopwatch: Stopwatch { { self.now } }

    func advance(by duration: Duration) { time.withLock { $0 += duration } }
}

/// A child that starts no process: a function decides its answers, it takes time on a fake clock, and it
/// remembers its requests.
final class FakeChild: ChildRunner {
    private let clock: FakeClock
    private let duration: Duration
    private let answer: @Sendable (ChildLaunch, Int) throws -> Outcome
    private let log = Mutex<[ChildLaunch]>([])

    /// - Parameters:
    ///   - clock: advanced by every child.
    ///   - duration: how long each child takes.
    ///   - answer: the outcome of a launch, given its number from 0.
    init(
        clock: FakeClock = FakeClock(), duration: Duration = .milliseconds(15),
        _ answer: @escaping @Sendable (ChildLaunch, Int) throws -> Outcome = { launch, _ in .good(launch) }
    ) {
        self.clock = clock
        self.duration = duration
        self.answer = answer
    }

    /// Every request, in order.
    var launches: [ChildLaunch] { log.withLock { $0 } }

    func run(_ launch: ChildLaunch) throws -> Outcome {
        clock.advance(by: duration)
        let number = log.withLock { log in
            log.append(launch)
            return log.count - 1
        }
        return try answer(launch, number)
    }
}

extension ChildLaunch {
    var cell: String { "\(request.workload):\(request.subject.label)" }

    var isCalibration: Bool { if case .calibrate = request.task { true } else { false } }

    var isSample: Bool { if case .sample = request.task { true } else { false } }

    /// The iterations that were asked for.
    var iterations: UInt64? {
        switch request.task {
        case .sample(let iterations, _, _), .count(let iterations, _), .run(let iterations): iterations
        default: nil
        }
    }
}

extension Outcome {
    /// 1000 iterations per sample, and two samples of `nanoseconds` and a little more.
    static func good(_ launch: ChildLaunch, nanoseconds: UInt64 = 1_000_000) -> Outcome {
        var report = ChildReport()
        switch launch.request.task {
        case .calibrate: report.iterations = 1000
        case .sample: report.samples = [nanoseconds + 10, nanoseconds]
        case .count(_, let counters): report.counters = counters.isEmpty ? nil : []
        case .latency(let batch, _, _):
            report.latency = LatencyCounts([600, 700, 900], batch: batch, clockCost: 25)
        case .run, .profile: break
        }
        return .report(report)
    }

    /// A strategy that died as Go does.
    static let died = Outcome.death(
        Death(exitStatus: nil, signal: 6, isHung: false, message: "fatal: morestack on g0"))

    /// The system ended the process.
    static let killed = Outcome.death(Death(exitStatus: nil, signal: 9, isHung: false, message: ""))
}
