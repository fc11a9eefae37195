import ArgumentParser
import BenchResults
import Harness
import Report
import SystemPackage

/// `bench report`: what results say, for people.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Make a page, Markdown or pictures of stored results.",
        discussion: """
            A RESULT is what bench run, check, compare or commits stored, or the verdicts on record; in any \
            number and order. Two runs are compared, changes first. With costs and verdicts, the page shows \
            one against the other; with a sweep, how costs grow. gnuplot draws the pictures; without it the \
            page has its tables.
            """)

    /// The forms of a report.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case html
        case markdown
        case brief
        case table
        case svg
    }

    @Argument(help: ArgumentHelp("Stored results.", valueName: "result"))
    var results: [String]

    @Option(
        help: """
            html: one page that needs nothing else; markdown: for pull requests and step summaries; table: \
            for a terminal; brief: what a run ends with in a terminal; svg: one picture, with --figure.
            """)
    var format: Format = .html

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("File for the report. Default: standard output.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "The picture for --format svg: cost, pareto, tails, growth, if the results have the data.",
            valueName: "name"))
    var figure: String?

    @Flag(help: "Write the pictures beside the output as PNG too.")
    var png = false

    func validate() throws {
        if format == .svg && figure == nil { throw ValidationError("--format svg needs --figure NAME") }
        if format != .svg && figure != nil { throw ValidationError("--figure goes with --format svg only") }
        if png && output == nil {
            throw ValidationError("--png writes files beside the output: name it with -o")
        }
        if png, format == .svg, output?.hasSuffix(".png") ?? false {
            throw ValidationError("-o \(output ?? ""): --png would write over it: name it .svg")
        }
        if png && format != .svg && format != .html {
            throw ValidationError("--png goes with --format html or svg only")
        }
    }

    func run() throws {
        let files = StoredDocuments(results)
        let loaded = try files.read()
        let destination = try output.map { (path) throws(UsageError) in try files.destination(path) }
        var input = ReportInput()
        for (name, document) in loaded {
            if case .otherVersion(let found, let wanted) = document {
                StandardError.say("\(name): not shown: \(found), this program reads \(wanted)")
            }
            input.add(document, named: name)
        }
        let report = Report(input, glossary: .current)
        switch format {
        case .markdown: try write(report.document.markdown, to: destination)
        case .table: try write(report.document.text(for: terminal), to: destination)
        case .brief: try write(try briefs(of: loaded.map(\.document)), to: destination)
        case .svg:
            let figure = try chosen(from: report)
            try write(try Report.svg(figure), to: destination)
            try writePNG([figure], beside: destination)
        case .html:
            let page = try report.page()
            try write(page.html, to: destination)
            if let problem = page.problem { StandardError.say("\(problem)") }
            try writePNG(report.figures, beside: destination)
        }
    }

    /// Every run as it ended.
    private func briefs(of documents: [StoredResult]) throws -> String {
        let briefs = zip(documents, results).flatMap { document, path in
            document.runs(of: path).filter { $0.result.plan.sweep == nil }.map {
                Document(brief: $0.result, path: $0.name).text(for: terminal)
            }
        }
        if briefs.isEmpty {
            throw UsageError(
                "--format brief: none of the results is of bench run: --format table shows others")
        }
        return briefs.joined(separator: "\n")
    }

    private func chosen(from report: Report) throws -> Figure {
        let name = figure ?? ""
        if let figure = report.figures.first(where: { $0.name == name }) { return figure }
        let names = report.figures.map(\.name)
        throw UsageError(
            "--figure '\(Legible.text(name))': "
                + (names.isEmpty
                    ? "these results have data for no picture" : UnknownName(name, choices: names).advice))
    }

    /// A file is no terminal.
    private var terminal: Terminal {
        output == nil ? .standardOutput : Terminal(hasColours: false, width: nil)
    }

    private func write(_ text: String, to path: FilePath?) throws {
        guard let path else { return try StandardOutput.write(text) }
        try ResultStore.write(text.utf8, to: path)
        StandardError.say("report: \(path)")
    }

    private func writePNG(_ figures: [Figure], beside path: FilePath?) throws {
        guard png, let path else { return }
        for figure in figures {
            let stem = path.removingLastComponent().appending(path.stem ?? "report").string
            let name = format == .svg ? "\(stem).png" : "\(stem)-\(figure.name).png"
            let picture: [UInt8]
            do throws(Gnuplot.Failure) {
                picture = try Report.png(figure)
            } catch {
                throw CommandStopped("\(error)")
            }
            try ResultStore.write(picture, to: FilePath(name))
            StandardError.say("picture: \(name)")
        }
    }
}
