import CLibrary
import FoundationEssentials
import SystemPackage

/// Byte-identical copies of a program, one of which is drawn for each process.
///
/// A file's pages stay in the same physical memory for as long as it is in the page cache, and that decides
/// which of them share cache sets with the stacks of coroutines: one file of 33 ran
/// `coroutine/1/assembly:none` 24 % slower than the others in every process, and a copy of that same file did
/// not. Address randomisation does not change this; other pages do.
package struct ProgramCopies: Sendable {
    /// The number of copies. One unlucky copy of six does not move the median of the rounds.
    static let count = 6

    /// No room, or none for programs: one line.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        fileprivate init(_ folder: FilePath, _ reason: String) {
            description =
                "copies of the program to measure cannot be run from "
                + "\(folder.removingLastComponent()): \(reason): name another folder in TMPDIR"
        }
    }

    private let folder: FilePath
    private let copies: [FilePath]

    /// Copies a program into a new folder for temporary files. The paths of all copies of all programs have
    /// the same length, since they are on the stack.
    ///
    /// - Parameters:
    ///   - program: the program's file, such as `/proc/self/exe`.
    ///   - rounds: rounds of the measurement. There are at most that many copies, and with 0 nothing is done.
    /// - Throws: `Failure` when there is no room or programs there cannot be run; nothing is left behind then.
    init(of program: FilePath, rounds: Int = ProgramCopies.count) throws {
        let folder = TemporaryPath.new("bench-programs-")
        self.folder = folder
        copies = (0..<min(rounds, Self.count)).map { folder.appending("\($0)") }
        guard !copies.isEmpty else { return }  // a program has tens of megabytes
        do {
            let image = try Data(contentsOf: URL(filePath: program.string))
            guard mkdir(folder.string, 0o700) == 0 else { throw Errno(rawValue: errno) }
            for copy in copies { try Self.write(image, to: copy) }
        } catch {
            remove()
            throw error as? Failure ?? Failure(folder, "\(error)")
        }
    }

    /// The copy that a random number chooses.
    func copy(_ number: UInt64) -> FilePath { copies[Int(number % UInt64(copies.count))] }

    /// Removes the copies.
    func remove() { try? FileManager.default.removeItem(atPath: folder.string) }

    private static func write(_ image: Data, to path: FilePath) throws {
        let file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWriteExecute)
        _ = try file.closeAfter { try file.writeAll(image) }
        guard access(path.string, X_OK) == 0 else {
            throw Failure(path.removingLastComponent(), "it is mounted noexec")
        }
    }
}
