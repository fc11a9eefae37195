/// What a run records about its machine and process.
///
/// It can be captured without privileges, without /proc and in containers: a value that cannot be read is
/// recorded with the reason.
public struct Environment: Codable, Sendable, Equatable {
    /// The operating system.
    public let system: System
    /// The processor, and who else may be on it.
    public let processor: Processor
    /// The kernel's settings.
    public let kernel: Kernel
    /// The process that captured this.
    public let process: Process

    /// The environment of the calling process, now.
    ///
    /// - Parameter files: where the kernel's files are.
    /// - Returns: every value, or why it is not known.
    public static func capture(files: SystemFiles = SystemFiles()) -> Environment {
        Environment(
            system: .capture(files), processor: .capture(files), kernel: .capture(files),
            process: .capture(files))
    }
}
