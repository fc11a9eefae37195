import FoundationEssentials
import SystemPackage

/// The functions that an ELF file has names for, in its symbol table and its dynamic one.
struct FunctionSymbols {
    /// Where each function begins in the file, by name. Of several with one name, the first.
    let offsets: [String: UInt64]
    /// Why it has none that can be used; nil when it has some.
    let problem: String?

    /// A part of the file that is mapped, and where.
    private struct Segment {
        let offset: UInt64
        let address: UInt64
        let size: UInt64
    }

    /// - Parameter path: an executable or a library.
    init(of path: FilePath) {
        guard let data = try? Data(contentsOf: URL(filePath: path.string), options: .alwaysMapped) else {
            self.init(problem: "it cannot be read")
            return
        }
        self.init(data)
    }

    private init(_ offsets: [String: UInt64], problem: String?) {
        self.offsets = offsets
        self.problem = problem
    }

    private init(problem: String) { self.init([:], problem: problem) }

    private init(_ data: Data) {
        guard data.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else {
            self.init(problem: "it is no ELF file")
            return
        }
        guard data.count > 6, data[4] == 2 else {
            self.init(problem: "it is a 32-bit program, and only 64-bit ones can be recorded")
            return
        }
        guard let file = ELFFile(data), let segments = Self.segments(data) else {
            self.init(problem: "its ELF headers cannot be read")
            return
        }
        var found: [String: UInt64] = [:]
        for section in file.sections
        where [ELFFile.symbolTable, ELFFile.dynamicSymbols].contains(section.type) {
            guard let range = section.range, Int(section.link) < file.sections.count,
                let names = file.sections[Int(section.link)].range
            else { continue }
            Self.read(data, range, names, segments, into: &found)
        }
        self.init(
            found, problem: found.isEmpty ? "it is stripped, so its functions have no names" : nil)
    }

    private static func segments(_ data: Data) -> [Segment]? {
        let file = ELFBytes(data)
        guard let table: UInt64 = file[0x20], let size: UInt16 = file[0x36], let count: UInt16 = file[0x38]
        else { return nil }
        var segments: [Segment] = []
        for index in 0..<UInt64(count) {
            let header = table &+ index &* UInt64(size)
            guard let type: UInt32 = file[header], let offset: UInt64 = file[header &+ 8],
                let address: UInt64 = file[header &+ 0x10], let length: UInt64 = file[header &+ 0x20]
            else { return nil }
            if type == 1 { segments.append(Segment(offset: offset, address: address, size: length)) }
        }
        return segments
    }

    private static func read(
        _ data: Data, _ table: Range<Int>, _ names: Range<Int>, _ segments: [Segment],
        into found: inout [String: UInt64]
    ) {
        data.withUnsafeBytes { bytes in
            for symbol in stride(from: table.lowerBound, through: table.upperBound - 24, by: 24) {
                // STT_FUNC or STT_GNU_IFUNC, defined in a section.
                let type = bytes[symbol + 4] & 0xf
                guard type == 2 || type == 10,
                    bytes.loadUnaligned(fromByteOffset: symbol + 6, as: UInt16.self) != 0
                else { continue }
                let value = bytes.loadUnaligned(fromByteOffset: symbol + 8, as: UInt64.self)
                let name = Int(bytes.loadUnaligned(fromByteOffset: symbol, as: UInt32.self))
                guard name < names.count,
                    let segment = segments.first(where: {
                        value >= $0.address && value - $0.address < $0.size
                    })
                else { continue }
                let start = names.lowerBound + name
                guard let end = bytes[start..<names.upperBound].firstIndex(of: 0), end > start else {
                    continue
                }
                let text = String(decoding: bytes[start..<end], as: UTF8.self)
                if found[text] == nil { found[text] = value - segment.address + segment.offset }
            }
        }
    }
}
