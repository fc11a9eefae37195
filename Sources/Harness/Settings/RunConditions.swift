import MachineInspection

/// What is the same for every child of a command.
package struct RunConditions: Codable, Sendable, Equatable {
    /// Seed of the order of cells and of everything random.
    package var seed: UInt32
    /// The CPU that children run on; nil for any.
    package var cpu: Int?

    package init(seed: UInt32, cpu: Int? = nil) {
        self.seed = seed
        self.cpu = cpu
    }

    /// Makes sure that the CPU can be used.
    ///
    /// - Throws: `UsageError` that names the CPUs which can.
    package func check() throws(UsageError) {
        guard let cpu, let allowed = try? Affinity.allowed(), !allowed.contains(cpu) else { return }
        throw UsageError(
            "--cpu \(cpu): this process may use \(allowed.map(String.init).joined(separator: ", "))")
    }
}
