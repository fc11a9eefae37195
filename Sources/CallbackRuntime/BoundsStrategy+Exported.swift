import CLibrary
import CStackSupport

extension BoundsStrategy {
    /// An exported strategy that is not valid.
    public struct ExportError: Error, CustomStringConvertible {
        /// What is wrong with it.
        public let description: String
    }

    /// The most bytes that a strategy may keep for each machine.
    static let maximalStateSize = 1 << 20

    /// The strategy that a library exports. Its functions are called directly; their queries are counted only
    /// if they add them to `machine->queries`.
    ///
    /// Nothing in the table is taken on trust but that its memory can be read: what C declares as never NULL
    /// may be, and texts may have no end.
    ///
    /// - Parameters:
    ///   - entry: the strategy's place in the table.
    ///   - number: from 1, for messages.
    ///   - library: where it comes from.
    /// - Throws: `ExportError` for the first thing that is wrong with it.
    public init(exported entry: UnsafeRawPointer, number: Int, from library: String) throws(ExportError) {
        let exported = entry.loadUnaligned(as: sbs_exported_strategy.self)
        let functions = exported.functions
        guard functions.abi_version == SBS_ABI_VERSION else {
            throw ExportError(
                description: "strategy \(number) has version \(functions.abi_version) of the ABI, this is "
                    + "version \(SBS_ABI_VERSION)")
        }
        let name = try Self.text(entry, \.name, "name", of: number, limit: 63)
        guard Self.isValid(name: name) else {
            throw ExportError(
                description: "'\(name)' is not a valid name: use lower-case letters, digits and hyphens, a "
                    + "letter first")
        }
        let rule = try Self.text(entry, \.rule, "rule", of: number, limit: 500)
        func refuse(unless isValid: Bool, _ what: String) throws(ExportError) {
            if !isValid { throw ExportError(description: "'\(name)' \(what)") }
        }
        let lifetime = Lifetime.allCases.first { $0.abi == functions.lifetime }
        guard let lifetime, functions.margin <= Knobs.maximalMargin,
            functions.restore <= SBS_RESTORE_NESTED.rawValue,
            functions.outside <= SBS_OUTSIDE_NO_CHECK.rawValue
        else {
            throw ExportError(
                description: "'\(name)' has an invalid lifetime, restore, outside or margin")
        }
        try refuse(unless: functions.reserved == 0, "has a reserved member that is not 0")
        try refuse(
            unless: 0...Self.maximalStateSize ~= functions.state_size,
            "wants \(UInt(bitPattern: functions.state_size)) bytes of state; at most \(Self.maximalStateSize) "
                + "are possible")
        try refuse(unless: functions.hasRequired, "lacks attach or update")
        try refuse(
            unless: (functions.enter == nil) == (functions.leave == nil),
            "has only one of enter and leave; it must have both or neither")
        self.init(
            name: name, rule: rule, source: library,
            version: Int(exported.version), lifetime: lifetime, restore: Restore(abi: functions.restore),
            stateSize: functions.state_size, attach: functions.attach, update: functions.update,
            detach: functions.detach, switching: functions.switching, switched: functions.switched,
            registered: functions.registered, enter: functions.enter, leave: functions.leave,
            overflow: functions.overflow)
    }

    private static func isValid(name: String) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = name.utf8.first, letters ~= first else { return false }
        return name.utf8.allSatisfy { letters ~= $0 || digits ~= $0 || $0 == UInt8(ascii: "-") }
    }

    /// A text of at most so many bytes.
    private static func text(
        _ entry: UnsafeRawPointer, _ member: PartialKeyPath<sbs_exported_strategy>, _ what: String,
        of number: Int, limit: Int
    ) throws(ExportError) -> String {
        let offset = MemoryLayout<sbs_exported_strategy>.offset(of: member)!
        let address = entry.loadUnaligned(fromByteOffset: offset, as: UInt.self)
        guard let text = UnsafePointer<CChar>(bitPattern: address) else {
            throw ExportError(description: "strategy \(number) has no \(what)")
        }
        let length = strnlen(text, limit + 1)
        let bytes = UnsafeRawBufferPointer(start: text, count: min(length, limit))
        guard length <= limit, let valid = String(validating: bytes, as: UTF8.self), !valid.isEmpty else {
            throw ExportError(
                description: "strategy \(number) has no valid \(what): it is 1 to \(limit) bytes of UTF-8 "
                    + "with a NUL behind them")
        }
        return valid
    }
}

extension Restore {
    fileprivate init(abi: UInt32) {
        self =
            switch abi {
            case SBS_RESTORE_ON.rawValue: .on
            case SBS_RESTORE_NESTED.rawValue: .nested
            default: .off
            }
    }
}

extension sbs_strategy {
    /// Whether the required functions are there. They are declared as never NULL, but a library may ignore
    /// that, so they are read as plain memory.
    fileprivate var hasRequired: Bool {
        withUnsafeBytes(of: self) { bytes in
            let offsets = [\sbs_strategy.attach, \sbs_strategy.update].compactMap {
                MemoryLayout<sbs_strategy>.offset(of: $0)
            }
            return offsets.allSatisfy { bytes.loadUnaligned(fromByteOffset: $0, as: UInt.self) != 0 }
        }
    }
}
