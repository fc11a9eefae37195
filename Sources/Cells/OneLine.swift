extension StringProtocol {
    /// Untrusted text for a message of one line: without control characters, and no longer than a line or
    /// two.
    package var onOneLine: String {
        let clean = String(
            String.UnicodeScalarView(
                unicodeScalars.prefix(400).map { $0.properties.generalCategory == .control ? "?" : $0 }))
        return clean.count > 200 ? clean.prefix(200) + "…" : clean
    }
}
