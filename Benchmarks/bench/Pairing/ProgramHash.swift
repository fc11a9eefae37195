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

    /// The bytes of the loaded sections, one after the other; nil for what is not a whole ELF file of 64 bits
    /// in this machine's byte order.
    private static func loaded(of file: Data) -> Data? {
        guard file.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]),  // "\u{7f}ELF", 64 bits, little endian
            let table: UInt64 = number(in: file, at: 0x28), let size: UInt16 = number(in: file, at: 0x3a),
            let count: UInt16 = number(in: file, at: 0x3c), count > 0,
            let namesIndex: UInt16 = number(in: file, at: 0x3e),
            let names: UInt64 = number(
                in: file, at: table &+ UInt64(namesIndex) &* UInt64(size) &+ 0x18)
        else { return nil }
        var loaded = Data()
        for index in 0..<UInt64(count) {
            let header = table &+ index &* UInt64(size)
            guard let name: UInt32 = number(in: file, at: header),
                let type: UInt32 = number(in: file, at: header &+ 4),
                let flags: UInt64 = number(in: file, at: header &+ 8),
                let offset: UInt64 = number(in: file, at: header &+ 0x18),
                let length: UInt64 = number(in: file, at: header &+ 0x20)
            else { return nil }
            guard flags & 2 != 0, type != 7, type != 8 else { continue }  // SHF_ALLOC, SHT_NOTE, SHT_NOBITS
            guard offset <= UInt64(file.count), length <= UInt64(file.count) - offset else { return nil }
            let start = names &+ UInt64(name)
            if start < UInt64(file.count), file[Int(start)...].starts(with: hashesOfModules) { continue }
            loaded += file[Int(offset)..<Int(offset + length)]
        }
        return loaded
    }

    private static let hashesOfModules = Data(".swift_modhash\0".utf8)

    private static func number<Value: FixedWidthInteger>(in file: Data, at offset: UInt64) -> Value? {
        let size = UInt64(MemoryLayout<Value>.size)
        guard offset <= UInt64(file.count), size <= UInt64(file.count) - offset else { return nil }
        return file.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: Int(offset), as: Value.self) }
    }
}
