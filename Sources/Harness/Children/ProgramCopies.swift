import CLibrary
import FoundationEssentials
import SystemPackage

/// Byte-identical copies of a program, one of which is drawn for each process.
///
/// A file's pages stay in the same physical memory for as long as it is in the page cache, and that decides
/// which of them share cache sets with the stacks of coroutines: one file of 33 ran
/// `coroutine/1/assembly:none` 24 % slower than the others in every process, and a copy of that same file did
/// not. Address randomisation does not change this; other pages do.
///
/// The copies are open files without a name: they vanish with this process, however it ends.
package final class ProgramCopies: Sendable {
    /// The number of copies. One unlucky copy of six does not move the median of the rounds.
    static let count = 6

    private let copies: [FileDescriptor]

    /// Copies a program into the folder for temporary files.
    ///
    /// - Parameters:
    ///   - program: the program's file, such as `/proc/self/exe`.
    ///   - rounds: rounds of the measurement. There are at most that many copies, and with 0 nothing is done.
    /// - Throws: `CommandStopped` when there is no room or programs there cannot be run.
    init(of program: FilePath, rounds: Int = ProgramCopies.count) throws(CommandStopped) {
        guard rounds > 0 else {  // a program has tens of megabytes
            copies = []
            return
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var copies: [FileDescriptor] = []
        do {
            for number in 0..<min(rounds, Self.count) {
                copies.append(try Self.copy(program, to: folder.path.appending("\(number)")))
            }
        } catch {
            for copy in copies { try? copy.close() }
            throw TemporaryFolder.failure(
                "copies of the program to measure cannot be run from",
                folder.path.removingLastComponent(), error)
        }
        self.copies = copies
    }

    /// Opens programs that are files of their own already, such as layouts of one.
    ///
    /// - Throws: `CommandStopped` when they cannot be run.
    init(opening programs: [FilePath]) throws(CommandStopped) {
        var copies: [FileDescriptor] = []
        do {
            for program in programs { copies.append(try Self.open(program)) }
        } catch {
            for copy in copies { try? copy.close() }
            throw TemporaryFolder.failure(
                "layouts of the program to measure cannot be run from",
                programs.first?.removingLastComponent() ?? ".", error)
        }
        self.copies = copies
    }

    deinit { for copy in copies { try? copy.close() } }

    /// The copy that a random number chooses.
    func copy(_ number: UInt64) -> FileDescriptor { copies[Int(number % UInt64(copies.count))] }

    /// Executable, and open for reading: a file that is open for writing cannot be executed.
    private static func copy(_ program: FilePath, to path: FilePath) throws -> FileDescriptor {
        try FileCopy.copy(program, to: path, permissions: .ownerReadWriteExecute)
        return try open(path)
    }

    private static func open(_ path: FilePath) throws -> FileDescriptor {
        guard access(path.string, X_OK) == 0 else { throw Noexec() }
        return try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    }

    private struct Noexec: Error, CustomStringConvertible {
        let description = "it is mounted noexec"
    }
}
