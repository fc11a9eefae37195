import SystemPackage

/// Where results go, and nothing else.
enum StandardOutput {
    /// Writes text as it is.
    static func write(_ text: String) throws(WriteError) {
        do {
            try FileDescriptor.standardOutput.writeAll(text.utf8)
        } catch let error as Errno {
            throw WriteError(error: error)
        } catch {
            throw WriteError(error: .ioError)
        }
    }

    /// The text did not arrive.
    struct WriteError: Error, CustomStringConvertible {
        /// Why.
        let error: Errno

        /// Whether the reader has gone, which is its own business (`bench | head`).
        var isBrokenPipe: Bool { error == .brokenPipe }

        var description: String { "cannot write standard output: \(error)" }
    }
}
