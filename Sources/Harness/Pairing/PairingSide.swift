import FileReading
import FoundationEssentials
import Processes
import SystemPackage

/// A side as it was named: a commit that is yet to be built, or a program that is.
enum PairingSide: Sendable {
    /// A commit.
    case revision(Revision)
    /// A program's file.
    case program(FilePath)

    /// Takes a name with a slash for a program, any other for a commit.
    init(_ name: String, in git: Git) throws {
        do {
            self = .revision(try .resolve(name, in: git))
            return
        } catch  where name.contains("/") && !(error is Interrupted) {
            self = .program(try Self.program(name, notCommit: error))
        }
    }

    private static func program(_ name: String, notCommit error: any Error) throws -> FilePath {
        guard let path = FilePath(name).resolved else {
            let reason = (error as? Git.Failure).map { ": \($0)" } ?? ""
            throw UsageError("'\(name)' is neither a commit nor a program's file\(reason)")
        }
        guard FileManager.default.isExecutableFile(atPath: path.string) else {
            throw UsageError("'\(name)' cannot be executed")
        }
        return path
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
