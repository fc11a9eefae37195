import CLibrary
import CallbackRuntime
import ChildProtocol
import ForeignStacks
import FoundationEssentials
import MachineInspection
import Workloads

/// A child process: one task on one cell, a report on standard output, exit status 0. If the strategy dies,
/// so does the process, and the harness learns the rest from its status.
package enum ChildMain {
    /// The request, if the program was started as a child.
    package static func request(in arguments: [String]) -> String? {
        guard arguments.count == 3, arguments[1] == ChildRequest.argument else { return nil }
        return arguments[2]
    }

    package static func run(_ text: String) -> Never {
        guard let request = try? JSONDecoder().decode(ChildRequest.self, from: Data(text.utf8)),
            request.version == ChildRequest.currentVersion
        else {
            report { $0.failure = "not a request of protocol version \(ChildRequest.currentVersion)" }
        }
        confine(request)
        do {
            let measurement = try CellMeasurement(request)
            switch measurement.workload.place {
            case .mainThread: measurement.perform()
            case .pthread: try NativeThread.run(measurement.perform)
            }
            report { $0 = measurement.report }
        } catch {
            report { $0.failure = "\(error)" }
        }
    }

    /// No core files from strategies that abort, no child that outlives its deadline, one CPU if requested.
    ///
    /// The harness ends a child that hangs. If the harness is gone, the alarm does; and if signals are
    /// blocked (as in needMachine), the limit of CPU time, which the kernel enforces.
    private static func confine(_ request: ChildRequest) {
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        var seconds = rlimit(
            rlim_cur: rlim_t(2 * request.deadline), rlim_max: rlim_t(2 * request.deadline))
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &seconds)
        alarm(UInt32(clamping: request.deadline))
        guard let cpu = request.cpu else { return }
        do {
            try Affinity.pin(to: cpu)
        } catch {
            report { $0.failure = "cannot run on CPU \(cpu): \(error)" }
        }
    }

    private static func report(_ fill: (inout ChildReport) -> Void) -> Never {
        var report = ChildReport()
        fill(&report)
        // A report holds no value that cannot be encoded; a broken pipe ends the process by SIGPIPE.
        if let data = try? JSONEncoder().encode(report) {
            print(String(decoding: data, as: UTF8.self))
        }
        exit(0)
    }
}
