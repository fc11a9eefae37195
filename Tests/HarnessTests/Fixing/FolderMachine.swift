import BenchResults
import FoundationEssentials
import Harness
import MachineInspection
import SystemPackage
import TestSupport

/// A machine that is a folder, with settings that can be fixed.
struct FolderMachine {
    static let paranoid = "/proc/sys/kernel/perf_event_paranoid"
    static let boost = "/sys/devices/system/cpu/cpufreq/boost"
    static func governor(_ cpu: Int) -> String {
        "/sys/devices/system/cpu/cpu\(cpu)/cpufreq/scaling_governor"
    }

    private static let values = [
        paranoid: "3", boost: "1", governor(0): "schedutil", governor(1): "powersave",
        governor(10): "performance",
        "/proc/sys/kernel/random/boot_id": "first", "/proc/sys/vm/max_map_count": "65530",
        "/sys/devices/system/cpu/cpuidle": "", "/proc/sys/kernel/randomize_va_space": "1",
    ]

    private let root: FilePath
    var files: SystemFiles { SystemFiles(root: root) }
    var record: FilePath { root.appending("var/lib/bench/fixes.json") }
    var fixes: MachineFixes { MachineFixes(files: files, record: record) }

    init(_ root: FilePath) throws {
        self.root = root
        for (file, value) in Self.values { try set(file, value) }
    }

    /// Where a file of the machine is.
    func place(_ file: String) -> FilePath { FilePath(root.string + file) }

    func set(_ file: String, _ value: String) throws {
        try FileManager.default.createDirectory(
            atPath: place(file).removingLastComponent().string, withIntermediateDirectories: true)
        try place(file).write(value + "\n")
    }

    /// Every value that is not as it was in the beginning.
    var changed: [String: String] {
        Self.values.reduce(into: [:]) { changed, setting in
            let value = files.value(of: setting.key) ?? ""
            if value != setting.value { changed[setting.key] = value }
        }
    }

    /// What checks of these names want that have failed.
    func wanted(_ names: String...) -> [KernelFix] {
        KernelFix.wanted(by: names.map { .warn($0, "spoilt", remedy: "mend it") }, files)
    }

    func stored() throws -> FixRecord { try ResultStore.read(record, as: FixRecord.self) }
}
