import CLibrary
import FileReading
import FoundationEssentials
import Processes
import SystemPackage

/// The program that a command runs: its executable, or the interpreter of a script.
struct ProgramFile {
    /// What is executed, as the command says it.
    let command: FilePath
    /// The ELF file that becomes the process.
    let executable: FilePath

    /// - Parameter name: the first word of the command.
    /// - Throws: `TraceError` when there is no such program.
    init(_ name: String) throws(TraceError) {
        let command: FilePath
        if name.contains("/") {
            command = FilePath(name)
            guard access(name, F_OK) == 0 else { throw TraceError("\(name): there is no such program") }
            var status = stat()
            guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(name, X_OK) == 0 else {
                throw TraceError("\(name): cannot be executed")
            }
        } else {
            guard let found = ProcessLaunch.search(name) else {
                throw TraceError("\(name): there is no such program on the PATH")
            }
            command = found
        }
        self.command = command
        executable = Self.interpreter(of: command, depth: 0)
    }

    /// The executable of a process.
    init(process: Int32) throws(TraceError) {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
        else {
            throw TraceError(
                RecordedProcess.hasEnded(process)
                    ? "--pid \(process): there is no such process, or it has ended"
                    : "--pid \(process): not yours to look into: run bench as its user, or as root")
        }
        command = FilePath(path)
        executable = command
    }

    /// `#!` at most four times, as in the kernel; `env NAME` is looked up.
    private static func interpreter(of path: FilePath, depth: Int) -> FilePath {
        guard depth < 4, let file = try? FileDescriptor.openForReading(path) else { return path }
        defer { try? file.close() }
        var bytes = [UInt8](repeating: 0, count: 256)
        guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(into: $0) }),
            bytes.prefix(count).starts(with: Array("#!".utf8))
        else { return path }
        let line = bytes[2..<count].prefix { $0 != UInt8(ascii: "\n") }
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let first = words.first else { return path }
        let next = FilePath(String(first))
        if next.lastComponent?.string == "env",
            let name = words.dropFirst().first(where: { !$0.hasPrefix("-") }),
            let found = ProcessLaunch.search(String(name))
        {
            return interpreter(of: found, depth: depth + 1)
        }
        return interpreter(of: next, depth: depth + 1)
    }

    /// The libraries that it is started with, as its own dynamic linker finds them; none for a static program.
    func libraries() -> [FilePath] {
        guard let linker = FunctionSymbols.dynamicLinker(of: executable) else { return [] }
        // A library beside the file itself ($ORIGIN) is not beside a link to it, as /usr/bin/java is.
        let file = (executable.resolved ?? executable).string
        let launch = ProcessLaunch(.path(linker), ["--list", file], deadline: .seconds(10))
        guard let listed = try? launch.run() else { return [] }
        return listed.output.split(separator: "\n").compactMap(Self.library).filter { $0 != linker }
    }

    /// `\tlibm.so.6 => /lib/libm.so.6 (0x00007f55e5922000)`, and without an arrow where the program names a path. That
    /// of a path without a root begins in the folder where the program is started, as this one was.
    static func library(_ line: Substring) -> FilePath? {
        guard let address = line.firstRange(of: " (0x")?.lowerBound else { return nil }
        let name = line[..<address].drop { $0 == "\t" }
        let path = name.firstRange(of: " => ").map { name[$0.upperBound...] } ?? name
        guard path.contains("/") else { return nil }
        return FilePath(String(path)).resolved ?? FilePath(String(path))
    }
}

extension FunctionSymbols {
    /// PT_INTERP of an executable.
    static func dynamicLinker(of path: FilePath) -> FilePath? {
        guard let data = try? Data(contentsOf: URL(filePath: path.string), options: .alwaysMapped) else {
            return nil
        }
        let file = ELFBytes(data)
        guard let table: UInt64 = file[0x20], let size: UInt16 = file[0x36], let count: UInt16 = file[0x38]
        else { return nil }
        for index in 0..<UInt64(count) {
            let header = table &+ index &* UInt64(size)
            guard let type: UInt32 = file[header], let offset: UInt64 = file[header &+ 8] else { return nil }
            if type == 3 { return FilePath(file.string(at: offset)) }
        }
        return nil
    }
}
