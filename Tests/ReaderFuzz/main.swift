// Gives damaged documents to everything that reads files, without starting a process for each:
//
//     reader-fuzz SEEDS try FIRST COUNT FOLDER    tries the mutants from FIRST on, each written to FOLDER/mutant
//     reader-fuzz SEEDS write NUMBER FILE         writes a mutant
//
// A reader that traps, or takes too long, ends the process: FOLDER/number then says which mutant it was.

import FoundationEssentials
import SystemPackage

/// Not buffered: a process that traps keeps what it has found.
func say(_ line: String) { _ = try? FileDescriptor.standardOutput.writeAll("\(line)\n".utf8) }

func write(_ bytes: some Sequence<UInt8>, to path: FilePath) throws {
    let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll(bytes) }
}

func tryAll(_ seeds: [Seed], _ folder: FilePath, from first: UInt64, count: UInt64, in work: FilePath) throws
{
    let readers = try Readers(seeds: folder)
    let path = work.appending("mutant")
    var (taken, refused) = (0, 0)
    for number in first..<(first + count) {
        try write("\(number)".utf8, to: work.appending("number"))
        Limits.begin()
        let mutant = Mutant(number, of: seeds)
        try write(mutant.bytes, to: path)
        var outputs = Outputs()
        let readings = readers.read(path, mutant.seed.kind, mutant.bytes, to: &outputs)
        if readings > 0 { taken += 1 } else { refused += 1 }
        for complaint in outputs.complaints { say("find \(number) \(mutant.seed.name) \(complaint)") }
        if Limits.isMemoryExceeded {
            say("find \(number) \(mutant.seed.name) memory")
            break
        }
    }
    say("done \(taken) \(refused)")
}

let words = Array(CommandLine.arguments.dropFirst())
guard words.count >= 4, let number = UInt64(words[2]) else {
    fatalError("reader-fuzz SEEDS try FIRST COUNT FOLDER, or SEEDS write NUMBER FILE")
}
let seeds = try Seed.all(in: FilePath(words[0]))
if words[1] == "try", words.count == 5, let count = UInt64(words[3]) {
    try tryAll(seeds, FilePath(words[0]), from: number, count: count, in: FilePath(words[4]))
} else {
    try write(Mutant(number, of: seeds).bytes, to: FilePath(words[3]))
}
