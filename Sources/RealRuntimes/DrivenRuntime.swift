import CLibrary
import CStackSupport
public import ChildProtocol

/// The real runtime that this process drives. Its code can do anything to the process: this is for children.
public struct DrivenRuntime {
    /// A runtime that cannot be driven.
    public struct Failure: Error, CustomStringConvertible {
        /// Why, in one line.
        public let description: String
    }

    private let table: UnsafePointer<sbs_real_runtime>
    private let place: String?

    /// Finds the driver, and loads its library if it is not built in.
    ///
    /// - Throws: `Failure` when there is none, or it is not one.
    public init(_ source: RuntimeSource) throws(Failure) {
        place = source.place
        if let library = source.library {
            table = try Self.load(library)
        } else if let name = source.driver, let built = BuiltInRuntime.named(name)?.table {
            table = built
        } else {
            throw Failure(description: "no runtime '\(source.driver ?? "")'")
        }
        if let problem = problem { throw Failure(description: problem) }
    }

    /// Whether it is started on the main thread. Otherwise only the thread that starts it can call back.
    public var isOnAnyThread: Bool { has(SBS_RUNTIME_ON_ANY_THREAD) }

    /// Starts the runtime, and makes the loops of this process enter it.
    public func start() throws(Failure) {
        // The runtime keeps what it is given for as long as it likes.
        if let problem = table.pointee.start(place.map { UnsafePointer(strdup($0)) }) {
            let said = String(cString: problem)
            throw Failure(description: said.isEmpty ? "it does not start, and does not say why" : said)
        }
        sbs_enter_real_runtime(table)
    }

    /// Tells the runtime that the calling thread will call back.
    public func attach() { sbs_attach_to_real_runtime() }

    /// The calling thread ends.
    public func detach() { sbs_detach_from_real_runtime() }

    /// The runtime's own words about the first callback of this process that did not do what it should; nil without
    /// one.
    public var failure: String? { table.pointee.failure().map { String(cString: $0) } }

    /// Ends the process, as a refused callback does, if any callback has failed: then what was measured is not
    /// what it seems.
    public func checkCallbacks() {
        if sbs_real_callbacks_failed() || table.pointee.failure() != nil { sbs_real_callback_refused() }
    }

    /// Makes one callback and describes the runtime, which has been started.
    ///
    /// - Parameters:
    ///   - mappings: counts those of this process.
    ///   - loaded: finds the libraries that came with the runtime.
    /// - Returns: what it is.
    /// - Throws: `Failure` for a callback that does not arrive.
    public func description(
        mappings: () -> Int?, loaded: () -> [LoadedLibrary]
    ) throws(Failure) -> RuntimeDescription {
        attach()
        guard table.pointee.callback() == SBS_CALLBACK_DONE else {
            let reason = table.pointee.failure().map { String(cString: $0) } ?? "it does not say why"
            throw Failure(description: "its first callback was refused: \(reason)")
        }
        let version = String(cString: table.pointee.version())
        return RuntimeDescription(
            name: String(cString: table.pointee.name), version: Self.label(ofVersion: version),
            isOnAnyThread: isOnAnyThread, usesCStack: has(SBS_RUNTIME_BODY_ON_C_STACK),
            callsOut: table.pointee.callback_out != nil, recurses: table.pointee.callback_deep != nil,
            mappings: mappings(), loaded: loaded())
    }

    private func has(_ ability: sbs_runtime_ability) -> Bool {
        table.pointee.abilities & ability.rawValue != 0
    }

    private static func load(_ path: String) throws(Failure) -> UnsafePointer<sbs_real_runtime> {
        // A name without a slash would be looked for in the system's folders.
        guard let library = dlopen(path.contains("/") ? path : "./" + path, RTLD_NOW | RTLD_LOCAL) else {
            let said = dlerror().map { String(cString: $0) } ?? "it cannot be loaded"
            // The path is in the message that this one ends up in.
            throw Failure(
                description: said.hasPrefix(path + ": ") ? String(said.dropFirst(path.count + 2)) : said)
        }
        guard let symbol = dlsym(library, "sbs_runtime") else {
            throw Failure(description: "it does not export sbs_runtime; see real_runtime.h")
        }
        return UnsafePointer(symbol.assumingMemoryBound(to: sbs_real_runtime.self))
    }

    /// What is wrong with the table, or nil. The members are read as they are declared, but as bits: what must
    /// not be NULL may be.
    private var problem: String? {
        let version = table.pointee.abi_version
        guard version == SBS_RUNTIME_ABI_VERSION else {
            return
                "it was built for version \(version) of the ABI, this is version \(SBS_RUNTIME_ABI_VERSION)"
        }
        let needed: [(String, PartialKeyPath<sbs_real_runtime>)] = [
            ("name", \.name), ("start", \.start), ("version", \.version), ("callback", \.callback),
            ("failure", \.failure),
        ]
        for (member, path) in needed {
            let offset = MemoryLayout<sbs_real_runtime>.offset(of: path)!
            if UnsafeRawPointer(table).load(fromByteOffset: offset, as: UInt.self) == 0 {
                return "its '\(member)' is NULL"
            }
        }
        let name = String(cString: table.pointee.name)
        let isName =
            name.utf8.count <= 31 && name.first?.isLetter == true
            && name.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }
        return isName ? nil : "its name is not of lower-case letters, digits and hyphens, a letter first"
    }

    /// A version without what would be mistaken for another part of a row's name.
    private static func label(ofVersion text: String) -> String {
        let kept = text.utf8.prefix(63).map { byte in
            let isPlain = (0x21...0x7E).contains(byte) && !":()\"'`,#".utf8.contains(byte)
            return isPlain ? byte : UInt8(ascii: "-")
        }
        return kept.isEmpty ? "unknown" : String(decoding: kept, as: UTF8.self)
    }
}
