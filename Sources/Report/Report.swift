import BenchResults
import Processes
import Synchronization

/// What results say, and its pictures.
public struct Report: Sendable {
    /// The pictures that the results have data for.
    public let figures: [Figure]
    /// All that is said.
    package let document: Document

    /// Looks at results.
    public init(_ input: ReportInput, glossary: Glossary) {
        let content = ReportContent(input, glossary: glossary)
        document = content.document
        figures = content.figures
    }

    /// The page, and why it is without pictures if it is.
    public func page() throws -> (html: String, problem: Gnuplot.Failure?) {
        var drawings: [String: Drawing] = [:]
        var problem: Gnuplot.Failure?
        let figures = figures
        let lasting = Mutex<Gnuplot.Failure?>(nil)
        // Two at a time: a page of many results has a hundred.
        let attempts = try concurrently(figures.count, width: 2) { index in
            if let failure = lasting.withLock(\.self) {
                return Result<Drawing, Gnuplot.Failure>.failure(failure)
            }
            let attempt = Self.attempt(figures[index])
            if case .failure(let failure) = attempt, failure.isLasting { lasting.withLock { $0 = failure } }
            return attempt
        }
        for drawn in attempts {
            switch drawn {
            case .success(let drawing): drawings[drawing.name] = drawing
            case .failure(let failure): problem = problem ?? failure
            }
        }
        var document = document
        if let problem {
            document.sections.insert(
                Document.Section(
                    title: "Pictures",
                    blocks: [.sentence("Not every picture is here: \(problem). The tables have the numbers.")]
                ),
                at: 0)
        }
        return (document.html(drawings: drawings), problem)
    }

    /// One picture that stands alone.
    public static func svg(_ figure: Figure) throws(Gnuplot.Failure) -> String {
        try drawing(figure, style: .element("style", [:], Palette.html)).markup + "\n"
    }

    /// One picture, on white.
    public static func png(_ figure: Figure) throws(Gnuplot.Failure) -> [UInt8] {
        try Gnuplot.draw(figure, as: .png)
    }

    /// One picture for a page, or for a file with a style of its own.
    private static func drawing(
        _ figure: Figure, style: HTML = .empty
    ) throws(Gnuplot.Failure) -> Drawing {
        let svg = try Gnuplot.draw(figure, as: .svg)
        guard let drawing = Drawing(figure, svg: svg, style: style) else {
            throw .failed("what it wrote is not a drawing")
        }
        return drawing
    }

    private static func attempt(_ figure: Figure) -> Result<Drawing, Gnuplot.Failure> {
        do throws(Gnuplot.Failure) {
            return .success(try drawing(figure))
        } catch {
            return .failure(error)
        }
    }
}
