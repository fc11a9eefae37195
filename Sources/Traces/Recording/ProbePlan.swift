import CLibrary
import FileReading
import FoundationEssentials
import SystemPackage

/// Which functions are to be probed, where those that were found are, and which are still to be found in
/// libraries that the program may load.
struct ProbePlan {
    /// A function in a file.
    struct Place {
        let point: ProbePoint
        let file: FilePath
        let offset: UInt64
    }

    private(set) var places: [Place] = []
    private(set) var missing: [ProbePoint] = []
    private var search = SymbolSearch()
    private let executable: FilePath

    /// - Parameters:
    ///   - request: what is to be recorded.
    ///   - executable: the program.
    ///   - libraries: those that it starts with, asked for only when something is not in the program itself.
    ///   - nearest: the name that was probably meant, among some.
    /// - Throws: `TraceError` for names that are not there.
    init(
        _ request: RecordingRequest, executable: FilePath, libraries: () -> [FilePath],
        nearest: (String, [String]) -> String?
    ) throws(TraceError) {
        self.executable = executable
        let points = ProbePoint.points(request)
        let own = search.symbols(of: executable)
        if let problem = own.problem, problem.contains("32-bit") || problem.contains("ELF") {
            throw TraceError("\(executable): \(problem)")
        }
        var others: [FilePath]?
        for point in points {
            if let found = search.find(point, in: [executable]) {
                places.append(Place(point: point, file: found.file, offset: found.offset))
                continue
            }
            if let file = point.file {
                throw Self.unknown(
                    point, in: [file], "in \(file)", search.symbols(of: file), nearest, &search)
            }
            let files = others ?? libraries()
            others = files
            if let found = search.find(point, in: files) {
                places.append(Place(point: point, file: found.file, offset: found.offset))
                continue
            }
            let all = [executable] + files
            if nearest(point.symbol, search.names(near: point.symbol, in: all)) != nil || files.isEmpty {
                let name = executable.lastComponent?.string ?? "the program"
                let place = files.isEmpty ? "in \(name)" : "in \(name) and its \(files.count) libraries"
                throw Self.unknown(point, in: all, place, own, nearest, &search)
            }
            missing.append(point)
        }
    }

    /// Looks for what is missing in a file that the program has mapped.
    ///
    /// - Returns: what was found.
    mutating func look(in file: String) -> [Place] {
        guard !missing.isEmpty else { return [] }
        let path = FilePath(file)
        var found: [Place] = []
        for point in missing {
            if let place = search.find(point, in: [path]) {
                found.append(Place(point: point, file: place.file, offset: place.offset))
            }
        }
        places += found
        missing.removeAll { point in
            found.contains { $0.point.symbol == point.symbol && $0.point.kind == point.kind }
        }
        return found
    }

    /// What is said when nothing of a name was found until the program's end.
    func neverFound(nearest: (String, [String]) -> String?) -> TraceError? {
        guard let point = missing.first(where: { $0.kind == .callback }) else { return nil }
        let name = executable.lastComponent?.string ?? "the program"
        return TraceError(
            "--at \(point.symbol): no function of that name in \(name) or in any library that it loaded")
    }

    /// The addresses of a place in a process.
    mutating func addresses(of place: Place, in space: AddressSpace) -> [UInt64] {
        let name = (try? FileManager.default.destinationOfSymbolicLink(atPath: place.file.string)) ?? ""
        let real = (place.file.resolved ?? place.file).string
        return space.mappings.filter {
            $0.isExecutable && ($0.name == place.file.string || $0.name == real || $0.name == name)
                && place.offset >= $0.offset && place.offset - $0.offset < $0.hi - $0.lo
        }.map { $0.lo + (place.offset - $0.offset) }
    }

    private static func unknown(
        _ point: ProbePoint, in files: [FilePath], _ place: String, _ symbols: FunctionSymbols,
        _ nearest: (String, [String]) -> String?, _ search: inout SymbolSearch
    ) -> TraceError {
        let option = ["--at", "--end", "--switch"][Int(point.kind.rawValue)]
        let suggestion = nearest(point.symbol, search.names(near: point.symbol, in: files))
        let why =
            if let suggestion {
                ": \(suggestion)"
            } else if let problem = symbols.problem {
                ": \(problem): record a build with symbols"
            } else {
                ": nm -D FILE lists the functions of a library; FILE:NAME names one that is loaded later"
            }
        return TraceError("\(option) \(point.symbol): no function of that name \(place)\(why)")
    }
}
