import BenchResults

extension Legible {
    /// A name for a picture, where there is no room: its beginning.
    static func short(_ name: String, limit: Int = 28) -> String {
        let scalars = name.unicodeScalars
        guard scalars.count > limit else { return text(name) }
        return text(String(String.UnicodeScalarView(scalars.prefix(limit - 1)))) + "…"
    }
}
