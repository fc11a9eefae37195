import CLibrary
import CallbackRuntime
import ChildProtocol
import ForeignStacks
import FoundationEssentials
import MachineInspection
import Processes
import Workloads

/// A child process: one task on one cell, a report on its channel, exit status 0. If the strategy dies,
/// so does the process, and the harness learns the rest from its status.
package enum ChildMain {
    /// The request, if the program was started as a child.
    package static func request(in arguments: [String]) -> String? {
        ChildArguments.request(ChildRequest.argument, in: arguments)
    }

    package static func run(_ text: String) -> Never {
        guard let request = try? JSONDecoder().decode(ChildRequest.self, from: Data(text.utf8)),
            request.version == ChildRequest.currentVersion
        else {
            report { $0.failure = "not a request of protocol version \(ChildRequest.currentVersion)" }
        }
        ChildLimits.confine(seconds: request.deadline)
        pin(to: request.cpu)
        do {
            let measurement = try CellMeasurement(request) { write(ChildLine(loading: $0)) }
            try measurement.startRuntime()
            switch measurement.workload.place {
            case .mainThread: measurement.perform()
            case .pthread: try NativeThread.run(measurement.perform)
            }
            answer(measurement.report)
            measurement.endRuntime()
            exit(0)
        } catch {
            report { $0.failure = "\(error)" }
        }
    }

    private static func pin(to cpu: Int?) {
        guard let cpu else { return }
        do {
            try Affinity.pin(to: cpu)
        } catch {
            report { $0.failure = "cannot run on CPU \(cpu): \(error)" }
        }
    }

    private static func report(_ fill: (inout ChildReport) -> Void) -> Never {
        var report = ChildReport()
        fill(&report)
        answer(report)
        exit(0)
    }

    private static func answer(_ report: ChildReport) { write(ChildLine(report)) }

    /// A line holds no value that cannot be encoded; a broken pipe ends the process by SIGPIPE.
    private static func write(_ line: ChildLine) {
        if ChildChannel.hasSeal {
            ChildChannel.answer(line)
        } else if let report = line.report {
            ChildChannel.answer(report)
        }
    }
}

extension ChildChannel {
    /// Writes a message as a line of JSON.
    static func answer(_ message: some Encodable) {
        endForks()
        guard let data = try? JSONEncoder().encode(message) else { return }
        write(String(decoding: data, as: UTF8.self))
    }
}

/// The arguments of a program that is started for a task.
package enum ChildArguments {
    /// The request, if the task is the one of that name.
    package static func request(_ task: String, in arguments: [String]) -> String? {
        guard arguments.count == 3, arguments[1] == task else { return nil }
        return arguments[2]
    }
}
