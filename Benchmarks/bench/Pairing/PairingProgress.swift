import CLibrary

/// One line on standard error that says where a comparison is; nothing where that is not a terminal.
struct PairingProgress {
    private let isShown = isatty(STDERR_FILENO) == 1

    /// Something is about to be measured.
    func show(_ what: String, _ cell: String, _ elapsed: Double, _ budget: Double) {
        guard isShown else { return }
        StandardError.write("\r\u{1B}[K\(what)  \(cell)  \(Int(elapsed)) of \(Int(budget)) s")
    }

    /// Clears the line.
    func finish() {
        if isShown { StandardError.write("\r\u{1B}[K") }
    }
}
