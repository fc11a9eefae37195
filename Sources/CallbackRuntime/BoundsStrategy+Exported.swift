public import CStackSupport

extension BoundsStrategy {
    /// An exported strategy that is not valid.
    public struct ExportError: Error, CustomStringConvertible {
        /// What is wrong with it.
        public let description: String
    }

    /// The strategy that a library exports. Its functions are called directly; their queries are counted only
    /// if they add them to `machine->queries`.
    public init(exported: sbs_exported_strategy, from library: String) throws(ExportError) {
        let name = String(cString: exported.name)
        let functions = exported.functions
        guard !name.isEmpty, name.allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "-" }),
            name.utf8.count < 64
        else {
            throw ExportError(
                description: "'\(name)' is not a valid name: use lower-case letters, digits and hyphens")
        }
        guard functions.abi_version == SBS_ABI_VERSION else {
            throw ExportError(description: "'\(name)' has version \(functions.abi_version) of the ABI")
        }
        guard let lifetime = Lifetime.allCases.first(where: { $0.abi == functions.lifetime }),
            functions.margin <= Knobs.maximalMargin,
            functions.restore <= SBS_RESTORE_NESTED.rawValue,
            functions.outside <= SBS_OUTSIDE_NO_CHECK.rawValue
        else {
            throw ExportError(
                description: "'\(name)' has an invalid lifetime, restore, outside or margin")
        }
        guard functions.hasRequired else {
            throw ExportError(description: "'\(name)' lacks attach or update")
        }
        guard (functions.enter == nil) == (functions.leave == nil) else {
            throw ExportError(
                description: "'\(name)' has only one of enter and leave; it must have both or neither")
        }
        self.init(
            name: name, rule: String(cString: exported.rule), source: library,
            version: Int(exported.version), lifetime: lifetime, restore: Restore(abi: functions.restore),
            stateSize: functions.state_size, attach: functions.attach, update: functions.update,
            detach: functions.detach, switching: functions.switching, switched: functions.switched,
            registered: functions.registered, enter: functions.enter, leave: functions.leave,
            overflow: functions.overflow)
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
