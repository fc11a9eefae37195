import Statistics

/// A picture, as what gnuplot is told to draw.
public struct Figure: Sendable {
    /// What `--figure` calls it.
    public let name: String
    /// In a few words.
    public let title: String
    /// What someone who does not see it should know.
    let alternative: String
    /// What is drawn, and how to read it.
    let caption: Prose
    /// In points.
    let width: Int
    /// In points.
    let height: Int
    /// Commands for gnuplot, without the terminal.
    package let script: String

    /// A hash of all that the picture is made of: two pictures with the same show the same, whichever
    /// gnuplot drew them.
    var digest: String {
        let source = "\(name)\n\(title)\n\(alternative)\n\(width)x\(height)\n\(script)"
        return String(FNV1a.hash(source.utf8), radix: 16)
    }
}
