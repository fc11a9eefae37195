import FoundationEssentials
import SystemPackage

/// A copy of this program that valgrind can read.
///
/// Valgrind reads the debug information of what it runs, whether or not it is wanted, and gives up where it
/// does not understand it: 3.19 ends with "Possibly corrupted debuginfo file" on clang's DWARF 5. So the
/// copy's debug sections have no names. Symbols, code and addresses are the program's.
enum ValgrindCopy {
    /// Writes the copy, as an executable file of the owner.
    static func write(to path: FilePath) throws {
        var image = try Data(contentsOf: URL(filePath: ProgramPath.current.string))
        hideDebugSections(in: &image)
        let file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWriteExecute)
        _ = try file.closeAfter { try file.writeAll(image) }
    }

    /// Of a little-endian 64-bit ELF file; any other is left as it is. Offsets are those of elf(5).
    private static func hideDebugSections(in image: inout Data) {
        guard image.prefix(6) == Data([0x7f, 0x45, 0x4c, 0x46, 2, 1]) else { return }
        let table = number(image, at: 0x28, bytes: 8)
        let entrySize = number(image, at: 0x3a, bytes: 2)
        let count = number(image, at: 0x3c, bytes: 2)
        func section(_ index: Int) -> Int { table + index * entrySize }
        let names = number(image, at: section(number(image, at: 0x3e, bytes: 2)) + 0x18, bytes: 8)
        for index in 0..<count {
            let name = names + number(image, at: section(index), bytes: 4)
            let isDebug = [".debug_", ".zdebug_", ".gnu_debug"].contains { prefix in
                image.dropFirst(name).starts(with: prefix.utf8)
            }
            // The name at offset 0 is the empty one.
            if isDebug { image.replaceSubrange(section(index)..<section(index) + 4, with: [0, 0, 0, 0]) }
        }
    }

    private static func number(_ image: Data, at offset: Int, bytes: Int) -> Int {
        guard offset >= 0, offset + bytes <= image.count else { return 0 }
        return (0..<bytes).reduce(0) { $0 | Int(image[offset + $1]) << (8 * $1) }
    }
}
