import SystemPackage

/// Where everything goes that is not a result.
enum StandardError {
    /// Writes text as it is. A closed standard error is nobody's fault.
    static func write(_ text: String) {
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }

    /// Writes one line with the program's name in front.
    static func say(_ line: String) { write("bench: \(line)\n") }
}
