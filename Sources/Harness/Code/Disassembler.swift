import CLibrary
import FileReading
import FoundationEssentials
import Processes
import SystemPackage

/// The disassembler of the Swift toolchain, llvm-objdump.
struct Disassembler: Sendable {
    private let path: FilePath

    /// There is none, or it cannot read a file: one line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Finds it beside `swift`, or on the PATH.
    init() throws(Failure) {
        let beside = ProcessLaunch.search("swift").flatMap { $0.resolved }.map {
            $0.removingLastComponent().appending("llvm-objdump")
        }
        if let beside, access(beside.string, X_OK) == 0 {
            path = beside
        } else if let found = ProcessLaunch.search("llvm-objdump") {
            path = found
        } else {
            throw Failure(
                description: "there is no llvm-objdump, neither beside swift nor on the PATH: "
                    + "it comes with the Swift toolchain, and with apt-get install llvm")
        }
    }

    /// The instructions of functions, by address: the mnemonic and the operands, as llvm-objdump writes them.
    ///
    /// - Parameters:
    ///   - symbols: names as the linker knows them; those that are not there are left out.
    ///   - program: the file.
    /// - Returns: the instructions of all of them.
    /// - Throws: `Failure`, and `Interrupted` when a signal came.
    func instructions(of symbols: Set<String>, in program: FilePath) throws -> [UInt64: String] {
        var found: [UInt64: String] = [:]
        var names = symbols.sorted()[...]
        while !names.isEmpty {
            // An argument of a program has less than 128 KiB.
            var length = 0
            let some = names.prefix { name in
                length += name.utf8.count + 1
                return length < 100_000
            }
            names = names.dropFirst(max(1, some.count))
            try found.merge(run(["--disassemble-symbols=\(some.joined(separator: ","))"], program)) { $1 }
        }
        return found
    }

    /// The instructions in a range of addresses.
    func instructions(in range: ClosedRange<UInt64>, of program: FilePath) throws -> [UInt64: String] {
        // The longest instruction of x86 has 15 bytes.
        try run(["--start-address=\(range.lowerBound)", "--stop-address=\(range.upperBound + 16)"], program)
    }

    private func run(_ arguments: [String], _ program: FilePath) throws -> [UInt64: String] {
        var launch = ProcessLaunch(
            .path(path), ["--disassemble", "--no-show-raw-insn"] + arguments + [program.string],
            deadline: .seconds(120))
        launch.variables = ForeignProgram.environment()
        launch.output = .captured(limit: 1 << 28)
        do {
            let ended = try launch.run()
            guard ended.isSuccess else {
                let said = ended.errors.split(whereSeparator: \.isNewline).first ?? "it does not say why"
                throw Failure(description: "\(path) cannot read \(program): \(said)")
            }
            return Self.instructions(in: ended.output)
        } catch let failure as LaunchFailure {
            throw Failure(description: "\(failure)")
        }
    }

    /// Lines like `  583532:      \tje\t0x583560 <sbs_callback+0x50>`.
    static func instructions(in text: String) -> [UInt64: String] {
        var found: [UInt64: String] = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let line = Substring(line)
            guard let colon = line.firstIndex(of: ":"), let tab = line.firstIndex(of: "\t"), tab > colon,
                let address = UInt64(line[..<colon].drop { $0 == " " }, radix: 16)
            else { continue }
            found[address] = line[line.index(after: tab)...].split(separator: "\t").joined(separator: " ")
        }
        return found
    }
}
