import FoundationEssentials
import SystemPackage
import Traces

/// The file of a program or a library, as far as its code refers to it: what lies at which address.
final class ProgramImage: Sendable {
    /// What an address is, whatever the address.
    enum Place: Sendable, Equatable {
        /// In what has a name, so many bytes from its beginning.
        case symbol(String, offset: UInt64)
        /// A constant without a name: its first 8 bytes, or as many as there are.
        case constant([UInt8])
        /// A pointer that the dynamic linker fills in: with what.
        case pointer(String)
        /// Elsewhere in a section.
        case section(String)
    }

    private struct Symbol {
        let address: UInt64
        let size: UInt64
        let isFunction: Bool
        /// Where its name is in the file.
        let name: UInt64
    }

    private let bytes: ELFBytes
    private let sections: [ELFFile.Section]
    /// By address.
    private let symbols: [Symbol]
    /// The pointers that the dynamic linker fills in, by their addresses.
    private let pointers: [UInt64: (symbol: UInt64, addend: UInt64)]
    private let dynamicNames: [String]

    /// Whether its code is that of x86-64 processors.
    var isX86: Bool { bytes[18] == UInt16(62) }

    /// Nil for what is no ELF file.
    init?(_ path: FilePath) {
        guard let data = try? Data(contentsOf: URL(filePath: path.string), options: .alwaysMapped),
            let file = ELFFile(data)
        else { return nil }
        let bytes = ELFBytes(data)
        self.bytes = bytes
        sections = file.sections
        let table =
            sections.first { $0.type == ELFFile.symbolTable }
            ?? sections.first { $0.type == ELFFile.dynamicSymbols }
        symbols = Self.symbols(table, in: file, bytes).sorted {
            ($0.address, $0.size) < ($1.address, $1.size)
        }
        let dynamic = sections.first { $0.type == ELFFile.dynamicSymbols }
        dynamicNames = Self.entries(dynamic, in: file, bytes).map { Self.name($0.name, in: bytes) }
        pointers = Self.pointers(of: file, bytes)
    }

    /// What lies at an address; nil where nothing is loaded.
    func place(of address: UInt64) -> Place? {
        if let symbol = symbol(at: address) {
            return .symbol(Self.name(symbol.name, in: bytes), offset: address - symbol.address)
        }
        guard let section = sections.last(where: { $0.isLoaded && $0.contains(address) }) else { return nil }
        if let pointer = pointers[address] {
            if pointer.symbol > 0, Int(pointer.symbol) < dynamicNames.count {
                return .pointer(dynamicNames[Int(pointer.symbol)])
            }
            if let target = symbol(at: pointer.addend) { return .pointer(Self.name(target.name, in: bytes)) }
        }
        guard !section.isWritable, let range = section.range else { return .section(section.name) }
        let start = range.lowerBound + Int(address - section.address)
        return .constant(Array(bytes.data[start..<min(start + 8, range.upperBound)]))
    }

    /// Names of all functions.
    var functionNames: [String] { symbols.filter(\.isFunction).map { Self.name($0.name, in: bytes) } }

    /// The name of the function that begins at an address.
    func function(at address: UInt64) -> String? {
        guard let symbol = symbol(at: address), symbol.isFunction, symbol.address == address else {
            return nil
        }
        return Self.name(symbol.name, in: bytes)
    }

    /// A symbol's name. Those of Swift may have more than the 256 bytes that a section's has at most.
    private static func name(_ offset: UInt64, in bytes: ELFBytes) -> String {
        bytes.string(at: offset, limit: 1 << 16)
    }

    /// The symbol that an address lies in.
    private func symbol(at address: UInt64) -> Symbol? {
        var (low, high) = (0, symbols.count)
        while low < high {
            let middle = (low + high) / 2
            if symbols[middle].address <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let symbol = symbols[low - 1]
        return address - symbol.address < max(symbol.size, 1) ? symbol : nil
    }

    private static func symbols(
        _ table: ELFFile.Section?, in file: ELFFile, _ bytes: ELFBytes
    ) -> [Symbol] {
        entries(table, in: file, bytes).filter { $0.isDefined && ($0.type <= 2 || $0.type == 10) }.map {
            Symbol(
                address: $0.address, size: $0.size, isFunction: $0.type == 2 || $0.type == 10, name: $0.name)
        }
    }

    private typealias Entry = (name: UInt64, type: UInt8, isDefined: Bool, address: UInt64, size: UInt64)

    private static func entries(
        _ table: ELFFile.Section?, in file: ELFFile, _ bytes: ELFBytes
    ) -> [Entry] {
        guard let table, let range = table.range, Int(table.link) < file.sections.count,
            let names = file.sections[Int(table.link)].range
        else { return [] }
        return stride(from: range.lowerBound, through: range.upperBound - 24, by: 24).compactMap { start in
            let start = UInt64(start)
            guard let name: UInt32 = bytes[start], let info: UInt8 = bytes[start + 4],
                let section: UInt16 = bytes[start + 6], let address: UInt64 = bytes[start + 8],
                let size: UInt64 = bytes[start + 16]
            else { return nil }
            return (UInt64(names.lowerBound) + UInt64(name), info & 0xf, section != 0, address, size)
        }
    }

    private static func pointers(
        of file: ELFFile, _ bytes: ELFBytes
    ) -> [UInt64: (symbol: UInt64, addend: UInt64)] {
        var pointers: [UInt64: (symbol: UInt64, addend: UInt64)] = [:]
        for section in file.sections where section.type == ELFFile.relocations && section.isLoaded {
            guard let range = section.range else { continue }
            for start in stride(from: range.lowerBound, through: range.upperBound - 24, by: 24) {
                guard let address: UInt64 = bytes[UInt64(start)],
                    let info: UInt64 = bytes[UInt64(start) + 8],
                    let addend: UInt64 = bytes[UInt64(start) + 16]
                else { continue }
                pointers[address] = (info >> 32, addend)
            }
        }
        return pointers
    }
}

extension ELFFile.Section {
    fileprivate func contains(_ address: UInt64) -> Bool {
        guard let range, address >= self.address else { return false }
        return address - self.address < UInt64(range.count)
    }
}
