import Subprocess

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

        /// One line.
        public var description: String {
            switch self {
            case .notInstalled:
                "the pictures are drawn by gnuplot, which is not here: apt-get install gnuplot-nox"
            case .failed(let said): "gnuplot drew no picture: \(said)"
            }
        }
    }

    /// Draws a figure.
    static func draw(_ figure: Figure, as form: Form) async throws(Failure) -> [UInt8] {
        let ended: ExecutionResult<Void, BytesOutput, StringOutput<UTF8>>
        do {
            // Without the user's own settings (-d): the same picture on every machine.
            ended = try await Subprocess.run(
                .name("gnuplot"), arguments: ["-d", "-"],
                input: .string(terminal(form, figure) + figure.script),
                output: .bytes(limit: 1 << 24), error: .string(limit: 1 << 16))
        } catch {
            throw .notInstalled
        }
        guard ended.terminationStatus.isSuccess, !ended.standardOutput.isEmpty else {
            let lines = ended.standardError.split(separator: "\n").filter { $0.contains(": ") }
            throw .failed(Legible.text(String(lines.last ?? "it does not say why")))
        }
        return ended.standardOutput
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
