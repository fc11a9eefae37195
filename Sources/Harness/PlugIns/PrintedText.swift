import BenchResults
import Processes
import Synchronization

/// What code of others printed in a child of ours: not an answer, but somebody may look for it.
struct PrintedText: Sendable {
    /// What is kept of each stream.
    static let mostBytes = 1 << 16
    private static let mostLines = 3
    private static let mostCharacters = 200

    /// Lines that are not blank, fit to be looked at.
    let lines: [String]

    /// Both streams of a child whose answer is on its channel.
    init(_ ended: EndedProcess) {
        lines = [ended.output, ended.errors].flatMap { text in
            text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
                .map { Legible.text(String($0), limit: Self.mostCharacters) }
        }
    }

    /// Notes of one line each: the first lines, and how many follow.
    func notes(by name: String) -> [String] {
        let shown = lines.prefix(Self.mostLines).map { "note: \(name) printed: \($0)" }
        let rest = lines.count - shown.count
        return shown + (rest > 0 ? ["note: \(name) printed \(rest) more line\(rest == 1 ? "" : "s")"] : [])
    }
}

/// What is printed in the children of a session, of which each text is shown once.
package final class PrintedTexts: Sendable {
    private struct State {
        var seen: Set<[String]> = []
        var notes: [String] = []
        var subjects: Set<String> = []
    }

    private let state = Mutex(State())

    /// Nothing was printed yet.
    package init() {}

    /// Remembers what a child printed, once for a row.
    func add(_ text: PrintedText, by name: String, of subject: String) {
        guard !text.lines.isEmpty else { return }
        state.withLock { state in
            guard !state.subjects.contains(subject), state.seen.insert(text.lines).inserted else { return }
            state.subjects.insert(subject)
            state.notes += text.notes(by: name)
        }
    }

    /// What there is to say, once.
    func takeNotes() -> [String] {
        state.withLock { state in
            defer { state.notes = [] }
            return state.notes
        }
    }
}
