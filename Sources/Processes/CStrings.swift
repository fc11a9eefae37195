import CLibrary
import CProcesses

/// Strings as execve(2) takes them.
final class CStrings {
    private var pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

    /// Variables that are exactly known are in the order of their names, as what lies on the main thread's stack
    /// should not depend on chance.
    convenience init(_ variables: ProcessLaunch.Variables) {
        switch variables {
        case .exactly(let variables):
            self.init(variables.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })
        case .inherited(let changes):
            self.init(
                changes.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\(name)=\($0)" } }
            )
            pointers.insert(contentsOf: Self.inherited(without: changes), at: 0)
        }
    }

    deinit { for pointer in pointers { free(pointer) } }

    func withPointers<Value>(_ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value) -> Value {
        pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
    }

    /// Copies of this process's own variables, which need not be UTF-8, byte for byte.
    private static func inherited(without changes: [String: String?]) -> [UnsafeMutablePointer<CChar>?] {
        var copies: [UnsafeMutablePointer<CChar>?] = []
        guard var next = sbs_environment() else { return [] }
        while let variable = next.pointee {
            let name = String(
                decoding: String(cString: variable).utf8.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
            if changes.index(forKey: name) == nil { copies.append(strdup(variable)) }
            next += 1
        }
        return copies
    }
}
