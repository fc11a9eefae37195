import CLibrary
import FileReading
import FoundationEssentials
import SystemPackage

/// A file of the kernel in which a failed check wants another value, and which can have its old one back.
public struct KernelFix: Sendable, Equatable {
    /// The name of the check.
    public let check: String
    /// The file.
    public let file: String
    /// What it has.
    public let before: String
    /// What it is to have.
    public let after: String

    /// Describes it.
    public init(check: String, file: String, before: String, after: String) {
        (self.check, self.file, self.before, self.after) = (check, file, before, after)
    }

    /// What is to be written for the checks that have failed; nothing for the others, and nothing where the file has the
    /// value already. SMT is left alone: to turn it off takes CPUs from everything that runs.
    ///
    /// - Parameters:
    ///   - checks: all that were made.
    ///   - files: where the kernel's files are.
    ///   - isForOthers: whether root asks in the name of another user, whom the level of counters does hold up.
    /// - Returns: what is to be written.
    public static func wanted(
        by checks: [Check], _ files: SystemFiles = SystemFiles(), isForOthers: Bool = false
    ) -> [KernelFix] {
        checks.filter { $0.status != .ok || isForOthers && $0.name == "perf_event_paranoid" }.flatMap {
            check in
            targets(of: check.name, files).compactMap { file, after in
                guard let before = files.text(file).value, before != after,
                    !before.contains(where: \.isNewline)
                else { return nil }
                let isGoodEnough = check.status == .ok && Int(before).map { $0 <= 1 } ?? false
                return isGoodEnough
                    ? nil : KernelFix(check: check.name, file: file, before: before, after: after)
            }
        }
    }

    private static func targets(of check: String, _ files: SystemFiles) -> [(file: String, value: String)] {
        let cpu = "/sys/devices/system/cpu"
        switch check {
        case "perf_event_paranoid": return [("/proc/sys/kernel/perf_event_paranoid", "1")]
        case "ASLR": return [("/proc/sys/kernel/randomize_va_space", "2")]
        case "max_map_count": return [("/proc/sys/vm/max_map_count", "65530")]
        case "governor":
            return files.names(in: cpu).filter { $0.hasPrefix("cpu") && Int($0.dropFirst(3)) != nil }
                .sorted { $0.utf8.count == $1.utf8.count ? $0 < $1 : $0.utf8.count < $1.utf8.count }
                .map { ("\(cpu)/\($0)/cpufreq/scaling_governor", "performance") }
        case "turbo": return [("\(cpu)/cpufreq/boost", "0"), ("\(cpu)/intel_pstate/no_turbo", "1")]
        case "clock source":
            let folder = "/sys/devices/system/clocksource/clocksource0"
            let available = files.text("\(folder)/available_clocksource").value?.split(separator: " ") ?? []
            let best = available.first { ClockChecks.readInUserMode.contains(String($0)) }
            return best.map { [("\(folder)/current_clocksource", String($0))] } ?? []
        default: return []
        }
    }
}

/// Values of the kernel's files that are one line, and can be set.
extension SystemFiles {
    /// What a file has; nil where it cannot be read.
    public func value(of file: String) -> String? { text(file).value }

    /// Whether this user may write a file; the system's error where not.
    public func refusal(toWrite file: String) -> Errno? {
        access(location(of: file).string, W_OK) == 0 ? nil : Errno(rawValue: errno)
    }

    /// Writes a value, and sees whether the kernel took it.
    ///
    /// - Returns: why it did not; nil when it did.
    public func set(_ file: String, to value: String) -> String? {
        do {
            let opened = try FileDescriptor.open(
                location(of: file), .writeOnly, options: [.truncate, .closeOnExec])
            try opened.closeAfter { _ = try opened.writeAll("\(value)\n".utf8) }
        } catch {
            return "\(error as? Errno ?? .ioError)"
        }
        let found = text(file).value
        return found == value ? nil : "the kernel keeps \(found ?? "nothing that can be read")"
    }

    /// Names of what is in a folder; none where there is no such folder.
    func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: location(of: folder).string)) ?? []
    }
}
