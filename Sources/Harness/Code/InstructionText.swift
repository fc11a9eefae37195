/// An instruction as llvm-objdump writes it, apart from where it lies: what it does, and what it refers to.
struct InstructionText: Sendable, Equatable {
    /// Mnemonic and operands; `@` stands for the address that it refers to.
    var operation: String
    /// The address that it refers to, if it does.
    var target: UInt64?
    /// What the disassembler calls that.
    var name: String?

    /// Takes a line apart: `callq 0x583510 <sbs_callback>`, `cmpl $0x0, 0x13d15cf(%rip)   # 0x1954b94 <sbs_active+0x4>`,
    /// `imulq $0x3b9aca00, %rax, %rax # imm = 0x3B9ACA00`.
    init(_ line: String) {
        let parts = line.split(separator: "#", maxSplits: 1)
        var operation = Self.trimmed(parts.first ?? "")
        if parts.count == 2, let (address, name) = Self.reference(Self.trimmed(parts[1])) {
            (target, self.name) = (address, name)
            // The distance to it is what differs from place to place.
            if let end = operation.firstRange(of: "(%rip)")?.lowerBound {
                let start =
                    operation[..<end].lastIndex { !($0.isHexDigit || $0 == "x" || $0 == "-") }
                    .map { operation.index(after: $0) } ?? operation.startIndex
                operation = operation[..<start] + "@" + operation[end...]
            }
        } else if operation.hasSuffix(">"), let space = operation.firstRange(of: " 0x"),
            let (address, name) = Self.reference(operation[space.lowerBound...].dropFirst())
        {
            (target, self.name) = (address, name)
            operation = operation[..<space.lowerBound] + " @"
        }
        self.operation = String(operation)
    }

    /// `0x583510 <sbs_callback+0x8>`.
    private static func reference(_ text: Substring) -> (UInt64, String)? {
        guard text.hasPrefix("0x"), text.hasSuffix(">"), let open = text.firstIndex(of: "<"),
            let address = UInt64(trimmed(text[..<open]).dropFirst(2), radix: 16)
        else { return nil }
        return (address, String(text[text.index(after: open)...].dropLast()))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        text.drop { $0 == " " }.reversedDrop { $0 == " " }
    }
}

extension Substring {
    /// Without what is at its end.
    fileprivate func reversedDrop(_ isDropped: (Character) -> Bool) -> Substring {
        guard let last = lastIndex(where: { !isDropped($0) }) else { return self[..<startIndex] }
        return self[...last]
    }
}
