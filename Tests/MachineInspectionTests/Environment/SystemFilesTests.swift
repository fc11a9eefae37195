import Testing

@testable import MachineInspection

struct SystemFilesTests {
    @Test func readsTextWithoutWhiteSpaceAtItsEnds() throws {
        let root = try FixtureRoot(["/a/b": " \n text of a file \n\n"])
        #expect(root.files.text("/a/b") == .value("text of a file"))
    }

    /// Longer than one read.
    @Test func readsToTheEnd() throws {
        let text = String(repeating: "0123456789abcde\n", count: 20_000)
        let root = try FixtureRoot(["/long": text])
        #expect(root.files.text("/long").value?.utf8.count == text.utf8.count - 1)
        #expect(root.files.lineCount("/long") == .value(20_000))
    }

    @Test func saysWhyNot() throws {
        let root = try FixtureRoot(["/empty": "", "/blank": " \n", "/directory/file": "x"])
        #expect(root.files.text("/missing") == .unavailable("/missing: No such file or directory"))
        #expect(root.files.text("/empty") == .unavailable("/empty: empty"))
        #expect(root.files.text("/blank") == .unavailable("/blank: empty"))
        #expect(root.files.text("/directory") == .unavailable("/directory: Is a directory"))
        #expect(root.files.lineCount("/missing") == .unavailable("/missing: No such file or directory"))
        #expect(root.files.lineCount("/empty") == .unavailable("/empty: empty"))
    }

    @Test func saysWhatItDidNotUnderstand() throws {
        let root = try FixtureRoot(["/flag": "perhaps\n"])
        let flag = root.files.parsed("/flag", as: ParsedNumber.flag)
        #expect(flag == .unavailable("/flag: not understood: \"perhaps\""))
    }
}
