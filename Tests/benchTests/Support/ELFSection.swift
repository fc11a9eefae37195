import FoundationEssentials

/// Where a section is in a 64-bit ELF file, for tests that alter a program.
enum ELFSection {
    /// The bytes of the first section of that name; nil when there is none.
    static func range(_ name: String, in file: Data) -> Range<Int>? {
        func number<Value: FixedWidthInteger>(_ type: Value.Type, _ offset: Int) -> Int {
            file.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: offset, as: type)) }
        }
        let (table, size) = (number(UInt64.self, 0x28), number(UInt16.self, 0x3a))
        let headers = (0..<number(UInt16.self, 0x3c)).map { table + $0 * size }
        let names = number(UInt64.self, headers[number(UInt16.self, 0x3e)] + 0x18)
        let wanted = Data((name + "\0").utf8)
        return headers.first { header in
            file[(names + number(UInt32.self, header))...].starts(with: wanted)
        }.map { header in
            let start = number(UInt64.self, header + 0x18)
            return start..<start + number(UInt64.self, header + 0x20)
        }
    }
}
