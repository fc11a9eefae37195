import CLibrary
import FileReading
import SystemPackage

/// The text of `/proc/PID/NAME`, or nil when it cannot be read.
func processText(_ process: Int32, _ name: String) -> String? {
    kernelText(FilePath("/proc/\(process)/\(name)"))
}

/// Bytes that the main thread's stack of a process may grow to, or of this process where that one has ended; nil where
/// there is no limit, or none is known.
func mainStackLimit(of process: Int32) -> UInt64? {
    guard
        let limits = [process, getpid()].lazy.compactMap({ processText($0, "limits") }).first(where: {
            !$0.isEmpty
        })
    else { return nil }
    // Max stack size             8388608              unlimited            bytes
    let line = limits.split(separator: "\n").first { $0.hasPrefix("Max stack size") }
    guard let soft = line?.split(separator: " ").dropFirst(3).first.flatMap({ UInt64($0) }), soft <= 1 << 40
    else { return nil }
    return soft
}

/// Finds the files that a process has mapped to execute.
///
/// - Parameter maps: its `/proc/PID/maps`.
/// - Returns: their paths, each once, by address.
package func executableFiles(inMaps maps: String) -> [String] {
    var names: [String] = []
    for mapping in AddressSpace(maps: maps).mappings
    where mapping.isExecutable && mapping.name.hasPrefix("/") && !names.contains(mapping.name) {
        names.append(mapping.name)
    }
    return names
}
