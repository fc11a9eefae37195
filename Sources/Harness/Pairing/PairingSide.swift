import CLibrary
import FoundationEssentials
import SystemPackage

/// A side as it was named: a commit that is yet to be built, or a program that is.
enum PairingSide: Sendable {
    /// A commit.
    case revision(Revision)
    /// A program's file.
    case program(FilePath)

    /// Takes a name with a slash for a program, any other for a commit.
    init(_ name: String, in git: Git) async throws {
        guard name.contains("/"), (try? await Revision.resolve(name, in: git)) == nil else {
            self = .revision(try await .resolve(name, in: git))
            return
        }
        guard let path = realpath(name, nil) else {
            throw UsageError("'\(name)' is neither a commit nor a program's file")
        }
        defer { free(path) }
        guard FileManager.default.isExecutableFile(atPath: String(cString: path)) else {
            throw UsageError("'\(name)' cannot be executed")
        }
        self = .program(FilePath(platformString: path))
    }

    /// How tables call it.
    var label: String {
        switch self {
        case .revision(let revision): revision.label
        case .program(let path): path.string
        }
    }

    /// The commit, if it is known.
    var commit: String? {
        switch self {
        case .revision(let revision): revision.commit
        case .program: nil
        }
    }
}
