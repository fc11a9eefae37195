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

    /// Of an ELF file; any other is left as it is.
    private static func hideDebugSections(in image: inout Data) {
        for section in ELFFile(image)?.sections ?? []
        where [".debug_", ".zdebug_", ".gnu_debug"].contains(where: section.name.hasPrefix) {
            // The name at offset 0 of the table of names is the empty one.
            image.replaceSubrange(section.header..<section.header + 4, with: [0, 0, 0, 0])
        }
    }
}
