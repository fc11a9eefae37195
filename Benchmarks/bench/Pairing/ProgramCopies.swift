import FoundationEssentials
import Measurement
import SystemPackage

/// Byte-identical copies of the two programs, of which every process runs one that is drawn.
///
/// The kernel keeps a file's pages where there is room, for as long as it is in the page cache, and where
/// they are decides which of them share cache sets with the stacks of coroutines: one file in nine ran
/// `coroutine/1/assembly:none` 24 % slower than the others in every process, and a copy of that very file
/// did not. Address randomisation does not reach that; other pages do.
struct ProgramCopies: Sendable {
    /// Copies of a program. An unlucky one of six does not move the median of the rounds.
    static let count = 6

    /// No room: one line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let folder: FilePath
    private let old: [FilePath]
    private let new: [FilePath]

    /// Copies both programs into a new folder for temporary files.
    ///
    /// - Parameters:
    ///   - old: a program.
    ///   - new: the other.
    ///   - count: copies of each; 0 when nothing will be run.
    /// - Throws: `Failure` when there is no room; nothing is left behind then.
    init(old: FilePath, new: FilePath, count: Int = ProgramCopies.count) throws {
        folder = TemporaryPath.new("bench-commits-programs-")
        do {
            try FileManager.default.createDirectory(
                atPath: folder.string, withIntermediateDirectories: false)
            self.old = try Self.copies(count, of: old, "old", in: folder)
            self.new = try Self.copies(count, of: new, "new", in: folder)
        } catch {
            try? FileManager.default.removeItem(atPath: folder.string)
            throw Failure(
                description: "\(count) copies of each program cannot be made in "
                    + "\(folder.removingLastComponent()): \(error): "
                    + "name a folder with room in TMPDIR")
        }
    }

    /// One of the copies of a side. The paths of both sides are of one length: they lie on the stack.
    func drawn(isOld: Bool, using random: inout SeededGenerator) -> FilePath {
        let copies = isOld ? old : new
        return copies[Int(random.next() % UInt64(copies.count))]
    }

    /// Removes the copies.
    func remove() { try? FileManager.default.removeItem(atPath: folder.string) }

    private static func copies(
        _ count: Int, of program: FilePath, _ name: String, in folder: FilePath
    ) throws -> [FilePath] {
        try (0..<count).map { index in
            let copy = folder.appending("\(name)-\(index)")
            try FileManager.default.copyItem(atPath: program.string, toPath: copy.string)
            return copy
        }
    }
}
