/// What /proc/cpuinfo says about the processors. Its keys depend on the architecture: proc_cpuinfo(5).
struct CPUInfo {
    /// The distinct models, joined by " + " when a machine mixes cores.
    let model: Reading<String>
    /// The microcode revision as the kernel writes it, for example `0x1000065`. x86 only.
    let microcode: Reading<String>
    /// The clock of the first processor in MHz. x86 only, and in a virtual machine often nominal.
    let megahertz: Reading<Double>
    /// Whether the processor says that a hypervisor runs it (the flag `hypervisor`). x86 only.
    let hypervisor: Reading<Bool>

    /// Reads /proc/cpuinfo.
    static func capture(_ files: SystemFiles) -> Reading<CPUInfo> {
        files.text("/proc/cpuinfo").flatMap { .value(CPUInfo($0)) }
    }

    /// Reads the text of /proc/cpuinfo.
    init(_ text: String) {
        let processors = Self.processors(in: text)
        func first(_ key: String) -> Reading<String> {
            Reading(processors.lazy.compactMap { $0[key] }.first, or: "/proc/cpuinfo has no \"\(key)\"")
        }

        var models: [String] = []
        for model in processors.compactMap(Self.model) where !models.contains(model) { models.append(model) }
        model =
            models.isEmpty
            ? .unavailable("/proc/cpuinfo names no model") : .value(models.joined(separator: " + "))
        microcode = first("microcode")
        megahertz = first("cpu MHz").flatMap { text in
            Reading(ParsedNumber.positive(text), or: "/proc/cpuinfo: \"\(text)\" is not a frequency")
        }
        hypervisor = first("flags").flatMap { .value($0.split(separator: " ").contains("hypervisor")) }
    }

    /// The `key : value` lines of each block; empty values are left out.
    private static func processors(in text: String) -> [[String: String]] {
        var processors: [[String: String]] = [[:]]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else {
                if processors.last?.isEmpty == false { processors.append([:]) }
                continue
            }
            let value = line[line.index(after: colon)...].trimmed
            if !value.isEmpty { processors[processors.count - 1][line[..<colon].trimmed] = value }
        }
        return processors
    }

    /// x86 and some others have a name; arm64 has the fields of the identification register; POWER has
    /// `cpu`.
    private static func model(of processor: [String: String]) -> String? {
        if let name = processor["model name"] { return name }
        if let implementer = processor["CPU implementer"], let part = processor["CPU part"] {
            let details = ["variant", "revision"].compactMap { name in
                processor["CPU \(name)"].map { " \(name) \($0)" }
            }
            return "implementer \(implementer) part \(part)" + details.joined()
        }
        return processor["cpu"]
    }
}
