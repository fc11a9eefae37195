import CLibrary
import FoundationEssentials
import SystemPackage

/// Byte-identical copies of a program, of which every process runs one that is drawn.
///
/// The kernel keeps a file's pages where there is room, for as long as it is in the page cache, and where
/// they are decides which of them share cache sets with the stacks of coroutines: one file of 33 ran
/// `coroutine/1/assembly:none` 24 % slower than the others in every process, and a copy of that very file
/// did not. Address randomisation does not reach that; other pages do.
package struct ProgramCopies: Sendable {
    /// Copies of a program. An unlucky one of six does not move the median of the rounds.
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

    /// Copies a program into a new folder for temporary files. The paths of all copies of all programs are
    /// of one length: they lie on the stack.
    ///
    /// - Parameters:
    ///   - program: the program; its file is read, so `/proc/self/exe` is one.
    ///   - rounds: of the measurement; there are no more copies than that, and nothing is done for none.
    /// - Throws: `Failure` when there is no room or programs there cannot be run; nothing is left behind then.
    init(of program: FilePath, rounds: Int = ProgramCopies.count) throws {
        let folder = TemporaryPath.new("bench-programs-")
        self.folder = folder
        copies = (0..<min(rounds, Self.count)).map { folder.appending("\($0)") }
        guard !copies.isEmpty else { return }  // a program has tens of megabytes to read
        do {
            let image = try Data(contentsOf: URL(filePath: program.string))
            try FileManager.default.createDirectory(
                atPath: folder.string, withIntermediateDirectories: false)
            for copy in copies { try Self.write(image, to: copy) }
        } catch {
            remove()
            throw error as? Failure ?? Failure(folder, "\(error)")
        }
    }

    /// One of the copies: a random number draws one.
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
