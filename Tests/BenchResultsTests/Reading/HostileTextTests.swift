import CLibrary
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// Whatever a result file contains, reading it ends soon, with one line that names the file and the place.
@Suite("Hostile text")
struct HostileTextTests {
    private static let head = #"{"schema":"stack-bounds-bench/result","schemaVersion":2,"x":"#

    static let texts: [(String, [UInt8], String)] = [
        ("empty", [], "the file is empty"),
        ("only space", Array(" \n".utf8), "it ends where a value should be, at line 2, byte 1"),
        ("cut in an object", Array(#"{"a":1"#.utf8), "it ends within an object"),
        ("cut in a string", Array(#"{"a":"b"#.utf8), "it ends within a string"),
        ("deep arrays", Array((head + String(repeating: "[", count: 100_000)).utf8), "over 64 deep"),
        (
            "deep objects", Array((head + String(repeating: #"{"a":"#, count: 100_000)).utf8), "over 64 deep"
        ),
        ("a key twice", Array((head + "1,\"x\":2}").utf8), "the member \"x\" is there twice"),
        ("the same key escaped", Array((head + "1,\"\\u0078\":2}").utf8), "the member \"x\" is there twice"),
        ("NaN", Array((head + "NaN}").utf8), "NaN is not JSON, at line 1, byte 61"),
        ("Infinity", Array((head + "-Infinity}").utf8), "-Infinity is not JSON"),
        ("1e999", Array((head + "1e999}").utf8), "the number 1e999 is out of range"),
        ("a million digits", Array((head + String(repeating: "9", count: 1_000_000)).utf8), "over 64 bytes"),
        ("a long exponent", Array((head + "1e" + String(repeating: "9", count: 99)).utf8), "over 64 bytes"),
        ("a leading zero", Array((head + "01}").utf8), "leading zero"),
        ("invalid UTF-8", Array((head + "\"").utf8) + [0xFF, 0x22, 0x7D], "not UTF-8"),
        ("an overlong character", Array((head + "\"").utf8) + [0xC0, 0xAF, 0x22, 0x7D], "not UTF-8"),
        ("a surrogate in UTF-8", Array((head + "\"").utf8) + [0xED, 0xA0, 0x80, 0x22], "not UTF-8"),
        ("half a character", Array((head + "\"").utf8) + [0xE2, 0x82], "not UTF-8"),
        ("UTF-16", [0xFF, 0xFE, 0x7B, 0x00], "it is UTF-16, by its byte order mark: save it as UTF-8"),
        ("UTF-16", Array((head + "1}").utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "byte 2"),
        ("text behind", Array((head + "1}}").utf8), "text after the JSON"),
        ("a bad escape", Array((head + #""\q"}"#).utf8), "unknown escape"),
        ("half a surrogate pair", Array((head + #"{"\ud800":1}}"#).utf8), "means nothing"),
        ("a new line in a string", Array((head + "\"\n\"}").utf8), "control character"),
        ("a trailing comma", Array((head + "[1,]}").utf8), "no JSON value"),
        ("no comma", Array((head + "[1 2]}").utf8), "',' should be here"),
        (
            "a new line in the name of the schema",
            Array(#"{"schema":"a\n\u001b[31mb","schemaVersion":2}"#.utf8), "a ⟨U+001B⟩[31mb version 2"
        ),
    ]

    @Test(arguments: texts)
    func isOneClearLine(name: String, text: [UInt8], expected: String) throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("hostile.json")
            try Data(text).write(to: URL(filePath: path.string))
            try refused(path, expected)
        }
    }

    /// More values than the decoder should have to hold, and more members than it should have to hash.
    @Test func manyValuesAndMembers() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("hostile.json")
            let many = Self.head + "[" + String(repeating: "0,", count: JSONGuard.mostValues) + "0]}"
            try path.write(many)
            try refused(path, "over 10000000 values")
            let members = (0...JSONGuard.mostMembers).map { "\"\($0)\":0" }.joined(separator: ",")
            try path.write((Self.head + "{\(members)}}"))
            try refused(path, "over 10000 members")
        }
    }

    @Test func whatIsNotAFile() throws {
        try inTemporaryFolder { folder in
            let pipe = folder.appending("pipe")
            #expect(mkfifo(pipe.string, 0o600) == 0)
            try refused(pipe, "cannot read \(pipe): it is there and not a regular file")
            try refused(folder, "not a regular file")
            try refused("/dev/zero", "not a regular file")
        }
    }

    /// 2 GiB without a block on the disk.
    @Test func anEnormousFile() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("enormous.json")
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create], permissions: [.ownerReadWrite])
            try file.closeAfter { #expect(ftruncate(file.rawValue, 2 << 30) == 0) }
            try refused(path, "over 64 MiB")
        }
    }

    private func refused(_ path: FilePath, _ expected: String) throws {
        let error = try #require(throws: StoreError.self) { _ = try ResultStore.read(path) }
        let line = error.description
        #expect(line.contains(expected), "\(line)")
        #expect(line.contains(path.string) && !line.contains("\n") && line.utf8.count < 1000)
        #expect(error.isUsage)
    }
}
