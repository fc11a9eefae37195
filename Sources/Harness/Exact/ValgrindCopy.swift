import FoundationEssentials
import SystemPackage
import Traces

/// A copy of a program that valgrind can read.
///
/// Valgrind always reads the debug information of what it runs, and gives up if it does not understand it:
/// 3.19 ends with "Possibly corrupted debuginfo file" on clang's DWARF 5. So in the copy the debug sections
/// have no names. Symbols, code and addresses are those of the program.
enum ValgrindCopy {
    /// Writes the copy, executable by its owner.
    static func write(_ program: FilePath, to path: FilePath) throws {
        var image = try Data(contentsOf: URL(filePath: program.string))
        hideDebugSections(in: &image)
        let file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWriteExecute)
        _ = try file.closeAfter { try file.writeAll(image) }
    }

    /// Changes only ELF files.
    private static func hideDebugSections(in image: inout Data) {
        for section in ELFFile(image)?.sections ?? []
        where [".debug_", ".zdebug_", ".gnu_debug"].contains(where: section.name.hasPrefix) {
            // Offset 0 of the table of names is the empty name.
            image.replaceSubrange(section.header..<section.header + 4, with: [0, 0, 0, 0])
        }
    }
}
