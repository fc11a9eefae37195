import CPerfmon
import FileReading
import FoundationEssentials
import SystemPackage

/// A type of core, of a processor that has several, each with counter hardware of its own: Intel's performance and
/// efficient cores, Arm's big and little ones.
///
/// There the kernel counts a generic event, such as `instructions`, on one type of core only, which one the upper
/// half of `config` says (linux/perf_event.h); without it, it is the type that the kernel
/// knew first. While a thread is on a core of another type, the event does not run.
public struct CoreType: Sendable, Equatable {
    /// The kernel's name of its counter hardware, such as `cpu_core`.
    public let name: String
    /// The number by which perf_event_open(2) knows its counter hardware.
    public let number: UInt32
    /// The CPUs of this type.
    public let cpus: CPUList

    /// Where the kernel lists counter hardware.
    private static let devices = "/sys/bus/event_source/devices"

    /// The types of this machine.
    ///
    /// Counter hardware of cores has a file `cpus`; that of what cores share has `cpumask`, or neither.
    ///
    /// - Parameter root: what stands for `/`.
    /// - Returns: they in the order of their numbers; none where all cores are of one type, or /sys cannot be read.
    package static func all(below root: String = "/") -> [CoreType] {
        let folder = FilePath(root).appending(devices)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
        let types = names.compactMap { name -> CoreType? in
            func text(_ file: String) -> String? {
                kernelText(folder.appending(name).appending(file))?.split(separator: "\n").first.map(
                    String.init)
            }
            guard let cpus = text("cpus").flatMap(CPUList.init),
                let number = text("type").flatMap(UInt32.init)
            else { return nil }
            return CoreType(name: name, number: number, cpus: cpus)
        }
        return types.count > 1 ? types.sorted { ($0.number, $0.name) < ($1.number, $1.name) } : []
    }

    /// Those on which a thread may run.
    ///
    /// - Parameters:
    ///   - types: those of the machine.
    ///   - cpus: the CPUs that the thread may run on; nil if they are not known, and so may be all.
    /// - Returns: they in the same order.
    package static func reachable(_ types: [CoreType], on cpus: [Int]?) -> [CoreType] {
        guard let cpus else { return types }
        return types.filter { type in cpus.contains(where: type.cpus.contains) }
    }

    /// An event as this type of core counts it; nil for an event that another type has, or that is opened for the
    /// first type because no type has it.
    func counting(_ event: EventEncoding, among types: [CoreType]) -> EventEncoding? {
        var event = event
        switch event.attributes.type {
        case PERF_TYPE_HARDWARE.rawValue, PERF_TYPE_HW_CACHE.rawValue:
            // 32 is PERF_PMU_TYPE_SHIFT, which headers have since Linux 5.13.
            event.attributes.config |= UInt64(number) << 32
        case let type where types.contains { $0.number == type }:
            if type != number { return nil }
        default:
            if self != types.first { return nil }
        }
        return event
    }
}
