import FoundationEssentials
import SystemPackage

/// A real document of one of the kinds that are read.
struct Seed {
    /// The name of its file.
    let name: String
    /// What is in it.
    let bytes: [UInt8]

    /// Which reader takes it; the others are tried with it too where they would be given any file.
    enum Kind {
        case journal
        case callgrind
        case trace
        case document
    }

    var kind: Kind {
        name.hasSuffix(".journal")
            ? .journal
            : name.hasPrefix("callgrind") ? .callgrind : name.hasSuffix(".trace") ? .trace : .document
    }

    /// All of a folder, by name.
    static func all(in folder: FilePath) throws -> [Seed] {
        try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted().map {
            Seed(
                name: $0,
                bytes: Array(try Data(contentsOf: URL(filePath: folder.appending($0).string))))
        }
    }
}
