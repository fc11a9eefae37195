import FoundationEssentials
import SystemPackage

/// A function that is recorded, and where it is.
struct ProbePoint {
    /// What a call of it means.
    let kind: Trace.EventKind
    /// Whether it is its return that counts.
    let isReturn: Bool
    /// Its name.
    let symbol: String
    /// The file that it must be in; nil for any.
    let file: FilePath?

    /// `SYMBOL`, or `FILE:SYMBOL`.
    init(_ text: String, kind: Trace.EventKind) {
        self.kind = kind
        isReturn = false
        // C++ names have colons, files have slashes.
        if let colon = text.lastIndex(of: ":"), text[..<colon].contains("/"), !text[..<colon].hasSuffix(":") {
            file = FilePath(String(text[..<colon]))
            symbol = String(text[text.index(after: colon)...])
        } else {
            file = nil
            symbol = text
        }
    }

    private init(returnOf entry: ProbePoint) {
        (kind, isReturn, symbol, file) = (.end, true, entry.symbol, entry.file)
    }

    /// The word that stands for the returns of the functions of --at.
    static let returnWord = "return"

    /// What was asked for.
    static func points(_ request: RecordingRequest) -> [ProbePoint] {
        let entries = request.entries.map { ProbePoint($0, kind: .callback) }
        let ends = request.ends.flatMap { name in
            name == returnWord
                ? entries.map(ProbePoint.init(returnOf:)) : [ProbePoint(name, kind: .end)]
        }
        return entries + ends + request.switches.map { ProbePoint($0, kind: .stackSwitch) }
    }
}

/// Looks for functions in files, each of which is read once.
struct SymbolSearch {
    private var files: [FilePath: FunctionSymbols] = [:]

    /// The functions of a file.
    mutating func symbols(of path: FilePath) -> FunctionSymbols {
        if let known = files[path] { return known }
        let read = FunctionSymbols(of: path)
        files[path] = read
        return read
    }

    /// Where a function is, in the first of some files that has it.
    mutating func find(_ point: ProbePoint, in paths: [FilePath]) -> (file: FilePath, offset: UInt64)? {
        for path in point.file.map({ [$0] }) ?? paths {
            if let offset = symbols(of: path).offsets[point.symbol] { return (path, offset) }
        }
        return nil
    }

    /// Names that are about as long as one that was not found, in some files.
    mutating func names(near name: String, in paths: [FilePath]) -> [String] {
        let most = max(1, name.count / 3)
        return paths.flatMap { path in
            symbols(of: path).offsets.keys.filter { abs($0.utf8.count - name.utf8.count) <= most }
        }.sorted()
    }
}
