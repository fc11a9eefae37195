/// One of the runtime's fatal errors about bounds, as read from standard error.
public enum FatalMessage: Sendable, Equatable {
    /// `morestack on g0`: SP was below the guard.
    case morestack(lo: Address, hi: Address, sp: Address)
    /// `stack overflow`: a memory fault at this address, which a handler took for the end of the stack.
    case stackOverflow(at: Address, lo: Address, hi: Address, sp: Address)
    /// SP was out of bounds while more of the runtime was further up the stack: Go 1.21.1's rule.
    case outOfBounds(sp: Address, lo: Address, hi: Address)

    /// Finds a fatal error in what a process printed.
    public init?(in text: String) {
        let lines = text.split(separator: "\n")
        if let line = lines.first(where: { $0.hasPrefix("runtime: \(FatalError.morestack)") }) {
            let found = FatalMessage.addresses(in: line)
            guard found.count == 3 else { return nil }
            self = .morestack(lo: found[0], hi: found[1], sp: found[2])
        } else if let line = lines.first(where: { $0.hasPrefix("runtime: \(FatalError.stackOverflow)") }) {
            let found = FatalMessage.addresses(in: line)
            guard found.count == 4 else { return nil }
            self = .stackOverflow(at: found[0], lo: found[1], hi: found[2], sp: found[3])
        } else if let line = lines.first(where: { $0.contains("runtime: \(FatalError.outOfBounds)") }) {
            let found = FatalMessage.addresses(in: line)
            guard found.count == 3, FatalMessage.isWordForWord(line) else { return nil }
            self = .outOfBounds(sp: found[0], lo: found[1], hi: found[2])
        } else {
            return nil
        }
    }

    /// Low end that was recorded at that moment.
    public var lo: Address {
        switch self {
        case .morestack(let lo, _, _), .outOfBounds(_, let lo, _), .stackOverflow(_, let lo, _, _): lo
        }
    }

    /// High end that was recorded at that moment.
    public var hi: Address {
        switch self {
        case .morestack(_, let hi, _), .outOfBounds(_, _, let hi), .stackOverflow(_, _, let hi, _): hi
        }
    }

    /// SP at that moment.
    public var sp: Address {
        switch self {
        case .morestack(_, _, let sp), .outOfBounds(let sp, _, _), .stackOverflow(_, _, _, let sp): sp
        }
    }

    /// `M <id> procid <procid> runtime: cgocallback with sp=0x… out of bounds [0x<lo>, 0x<hi>]`.
    private static func isWordForWord(_ line: Substring) -> Bool {
        let hex = "0x[0-9a-f]+"
        let pattern =
            "M [0-9]+ procid [0-9]+ runtime: \(FatalError.outOfBounds) with sp=\(hex) out of bounds "
            + #"\[\#(hex), \#(hex)\]"#
        guard let regex = try? Regex(pattern) else { return false }
        return line.wholeMatch(of: regex) != nil
    }

    private static func addresses(in line: Substring) -> [Address] {
        line.split { !($0.isHexDigit || $0 == "x") }.compactMap { Address(hexadecimal: $0) }
    }
}

/// The runtime's fatal errors, by the words that identify them. `fatal_errors.c` in CStackSupport prints
/// them.
package enum FatalError: String, CustomStringConvertible {
    /// SP was below the guard: SIGABRT.
    case morestack = "morestack on g0"
    /// A memory fault at the end of the stack: SIGABRT.
    case stackOverflow = "stack overflow at"
    /// SP was out of bounds while more of the runtime was further up the stack: exit status 2.
    case outOfBounds = "cgocallback"
    /// The notifications of a stack switch do not pair up: SIGABRT.
    case mispairedSwitch = "fatal error: stack switch: "

    /// The words.
    package var description: String { rawValue }

    /// Whether a process that printed this text ended with this error.
    package func isNamed(in text: String) -> Bool { text.contains(rawValue) }
}
