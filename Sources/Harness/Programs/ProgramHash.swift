import FoundationEssentials
import MachineInspection
import Statistics
import SystemPackage
import Traces

/// The identity of a program: what the kernel loads of it, and nothing else.
///
/// Debug information names the folder that a program was built in and the build id is made from it, so the
/// files of equal programs differ. For an ELF file the sections that occupy memory count (elf(5)), except
/// notes, one of which names the commit, and `.swift_modhash`. The latter holds hashes of intermediate code, by which swiftc decides whether
/// to rebuild an object file; they change with every build and nothing reads them at run time. Nothing else
/// differed between two release builds of one commit in one folder. For any other file all bytes count.
enum ProgramHash {
    /// FNV-1a, 64 bits, hexadecimal; or why it is not known.
    static func of(_ program: FilePath) -> Reading<String> {
        guard let data = try? Data(contentsOf: URL(filePath: program.string)) else {
            return .unavailable("\(program) cannot be read")
        }
        return .value(String(FNV1a.hash(loaded(of: data) ?? data), radix: 16))
    }

    /// The bytes of the loaded sections, one after the other; nil for anything but a whole ELF file.
    private static func loaded(of file: Data) -> Data? {
        ELFFile(file)?.sections.reduce(into: Data()) { loaded, section in
            guard section.isLoaded, section.type != ELFFile.note, section.name != ".swift_modhash",
                let range = section.range
            else { return }
            loaded += file[range]
        }
    }
}
