import CLibrary
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing
import Traces

/// A copy of the program with one instruction more: a `nop` before the end of `sbs_body_plain`, the body of every
/// measured callback, which moves into the room behind the function.
enum PlantedProgram {
    static func write(to path: FilePath) throws {
        var program = try Program.bench.path.data()
        let start = try #require(try offset(of: "sbs_body_plain", in: program))
        let end = try #require(program[start...].firstIndex(of: 0xc3))  // ret
        try #require(end - start < 15, "it is not the function that was expected")
        program.replaceSubrange(end...end + 1, with: [0x90, 0xc3])
        try program.write(to: URL(filePath: path.string))
        chmod(path.string, 0o755)
    }

    private static func offset(of name: String, in program: Data) throws -> Int? {
        let file = try #require(ELFFile(program))
        let bytes = ELFBytes(program)
        let table = try #require(file.sections.first { $0.type == ELFFile.symbolTable })
        let names = try #require(file.sections[Int(table.link)].range).lowerBound
        let code = try #require(file.sections.first { $0.name == ".text" })
        for symbol in stride(from: table.range?.lowerBound ?? 0, to: table.range?.upperBound ?? 0, by: 24) {
            guard let index: UInt32 = bytes[UInt64(symbol)], let value: UInt64 = bytes[UInt64(symbol) + 8],
                bytes.string(at: UInt64(names) + UInt64(index)) == name
            else { continue }
            return code.range.map { $0.lowerBound + Int(value - code.address) }
        }
        return nil
    }
}
