import FoundationEssentials
import MachineInspection
import Statistics
import SystemPackage

/// The identity of a program: what the kernel loads of it, and nothing else.
///
/// Debug information names the folder that a program was built in and the build id is made from it, so the
/// files of equal programs differ. Of an ELF file the sections that occupy memory count (elf(5)), but for
/// notes and `.swift_modhash`: hashes of intermediate code, by which swiftc tells whether an object file has
/// to be made again, new in every build and read by nothing that runs. They were all that differed between
/// two release builds of one commit in one folder. Of anything else all bytes count.
enum ProgramHash {
    /// FNV-1a, 64 bits, hexadecimal; or why it is not known.
    static func of(_ program: FilePath) -> Reading<String> {
        guard let data = try? Data(contentsOf: URL(filePath: program.string)) else {
            return .unavailable("\(program) cannot be read")
        }
        return .value(String(FNV1a.hash(loaded(of: data) ?? data), radix: 16))
    }

    /// The bytes of the loaded sections, one after the other; nil for what is not a whole ELF file.
    private static func loaded(of file: Data) -> Data? {
        ELFFile(file)?.sections.reduce(into: Data()) { loaded, section in
            guard section.isLoaded, section.type != ELFFile.note, section.name != ".swift_modhash",
                let range = section.range
            else { return }
            loaded += file[range]
        }
    }
}
