import BenchResults
import Processes

/// gnuplot, as a program that is given commands and gives back a picture.
public enum Gnuplot {
    /// What it can draw.
    public enum Form: Sendable {
        /// For pages, light and dark.
        case svg
        /// For slides, light.
        case png
    }

    /// Why there is no picture.
    public enum Failure: Error, Sendable, CustomStringConvertible {
        /// It could not be started.
        case notInstalled
        /// It was started and drew nothing; what it said.
        case failed(String)
        /// It was killed, as it had not ended after ``deadline``.
        case hung

        /// Whether it will draw no other picture either.
        var isLasting: Bool { if case .failed = self { false } else { true } }

        /// One line.
        public var description: String {
            switch self {
            case .notInstalled:
                "the pictures are drawn by gnuplot, which is not here: apt-get install gnuplot-nox"
            case .failed(let said): "gnuplot drew no picture: \(said)"
            case .hung: "gnuplot drew no picture: it took more than 20 s"
            }
        }
    }

    /// A picture takes 0.1 to 0.3 s.
    private static let deadline: Duration = .seconds(20)

    /// Draws a figure.
    static func draw(_ figure: Figure, as form: Form) throws(Failure) -> [UInt8] {
        // Without the user's own settings (-d): the same picture on every machine.
        var launch = ProcessLaunch(.named("gnuplot"), ["-d", "-"], deadline: deadline)
        launch.input = terminal(form, figure) + figure.script
        let ended: EndedProcess
        do {
            ended = try launch.run()
        } catch LaunchFailure.notFound {
            throw .notInstalled
        } catch {
            throw .failed("\(error)")
        }
        switch ended.end {
        case .timedOut: throw .hung
        case .signaled(let signal): throw .failed("signal \(signal) ended it")
        case .exited(0) where !ended.outputBytes.isEmpty: return ended.outputBytes
        case .exited:
            let lines = ended.errors.split(separator: "\n").filter { $0.contains(": ") }
            throw .failed(Legible.text(String(lines.last ?? "it does not say why")))
        }
    }

    private static func terminal(_ form: Form, _ figure: Figure) -> String {
        switch form {
        case .svg:
            """
            set terminal svg size \(figure.width),\(figure.height) dynamic noenhanced font 'sans-serif,13'

            """
        case .png:
            """
            set terminal pngcairo size \(figure.width * 2),\(figure.height * 2) noenhanced \
            font 'sans,13' fontscale 2 linewidth 2 pointscale 2 background rgb '#ffffff'

            """
        }
    }
}
