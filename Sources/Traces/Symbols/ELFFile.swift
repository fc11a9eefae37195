import FoundationEssentials

/// The sections of a little-endian 64-bit ELF file, as elf(5) describes them.
package struct ELFFile {
    /// A section, as described by its header.
    package struct Section {
        /// Offset of its header in the file.
        package let header: Int
        /// Its name.
        package let name: String
        /// `sh_type`: 7 is SHT_NOTE, 8 is SHT_NOBITS.
        package let type: UInt32
        /// `sh_flags`: bit 1 is SHF_ALLOC.
        package let flags: UInt64
        /// Where its first byte is when the program runs, counted from where the program was loaded.
        package let address: UInt64
        /// Where its bytes are; nil for a section that has none in the file.
        package let range: Range<Int>?
        /// `sh_link`: for symbols, the index of the section with their names.
        package let link: UInt32
    }

    /// In the order of the file.
    package let sections: [Section]

    /// Nil for anything but a whole 64-bit little-endian ELF file.
    package init?(_ file: Data) {
        let file = ELFBytes(file)
        guard file.data.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]),  // "\u{7f}ELF", 64 bits, little endian
            let table: UInt64 = file[0x28], let size: UInt16 = file[0x3a], let count: UInt16 = file[0x3c],
            count > 0, let namesIndex: UInt16 = file[0x3e],
            let names: UInt64 = file[table &+ UInt64(namesIndex) &* UInt64(size) &+ 0x18]
        else { return nil }
        var sections: [Section] = []
        for index in 0..<UInt64(count) {
            let header = table &+ index &* UInt64(size)
            guard let name: UInt32 = file[header], let type: UInt32 = file[header &+ 4],
                let flags: UInt64 = file[header &+ 8], let address: UInt64 = file[header &+ 0x10],
                let offset: UInt64 = file[header &+ 0x18],
                let length: UInt64 = file[header &+ 0x20], let link: UInt32 = file[header &+ 0x28]
            else { return nil }
            let hasBytes = type != Self.noBits
            guard !hasBytes || file.contains(offset, length) else { return nil }
            sections.append(
                Section(
                    header: Int(header), name: file.string(at: names &+ UInt64(name)), type: type,
                    flags: flags, address: address,
                    range: hasBytes ? Int(offset)..<Int(offset + length) : nil, link: link))
        }
        self.sections = sections
    }

    package static let symbolTable: UInt32 = 2
    package static let relocations: UInt32 = 4
    package static let note: UInt32 = 7
    package static let dynamicSymbols: UInt32 = 11
    private static let noBits: UInt32 = 8
}

extension ELFFile.Section {
    /// Whether it occupies memory when the program runs.
    package var isLoaded: Bool { flags & 2 != 0 }
    /// Whether the program may write to it.
    package var isWritable: Bool { flags & 1 != 0 }
}

/// Numbers and names at offsets that may be outside the file.
package struct ELFBytes {
    package let data: Data

    package init(_ data: Data) { self.data = data }

    package func contains(_ offset: UInt64, _ length: UInt64) -> Bool {
        offset <= UInt64(data.count) && length <= UInt64(data.count) - offset
    }

    package subscript<Value: FixedWidthInteger>(_ offset: UInt64) -> Value? {
        guard contains(offset, UInt64(MemoryLayout<Value>.size)) else { return nil }
        return data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: Int(offset), as: Value.self) }
    }

    /// A name: the bytes up to a zero, `limit` at most.
    package func string(at offset: UInt64, limit: Int = 256) -> String {
        guard offset < UInt64(data.count) else { return "" }
        let rest = data[Int(offset)...].prefix(limit)
        return String(decoding: rest.prefix { $0 != 0 }, as: UTF8.self)
    }
}
