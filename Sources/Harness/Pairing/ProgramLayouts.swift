import FoundationEssentials
import Processes
import SystemPackage

/// The same program linked several times, each with its functions in another order.
///
/// Where code lies can make a loop of 5 ns a cycle slower. In one program that is a bias of every process; over many
/// layouts it is noise. Only the link is repeated, which takes a second; the object files stay what they are.
struct ProgramLayouts: Sendable {
    /// What the order of each is drawn from. Few enough to be kept beside the program: 23 MB each without symbols.
    static let seeds: [UInt64] = Array(1...12)

    /// The programs, in the order of the seeds.
    let programs: [FilePath]

    /// The layouts cannot be linked: one line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Where the layout of a seed is, beside its program.
    static func path(_ seed: UInt64, of program: FilePath) -> FilePath {
        FilePath("\(program).layout-\(seed)")
    }

    /// All that are beside a program; nil unless all are.
    static func beside(_ program: FilePath) -> ProgramLayouts? {
        let paths = seeds.map { path($0, of: program) }
        guard paths.allSatisfy({ FileManager.default.isExecutableFile(atPath: $0.string) }) else {
            return nil
        }
        return ProgramLayouts(programs: paths)
    }

    /// Links the program that was built in a folder, as SwiftPM did, once for each seed, with the toolchain's
    /// `ld.lld`.
    ///
    /// - Parameters:
    ///   - folder: the checkout.
    ///   - temporary: the folder for what the linker's driver writes to TMPDIR.
    ///   - program: where the built program is kept; the layouts are put beside it.
    ///   - listener: told how far it is.
    /// - Throws: `Failure`, with nothing left behind; `Interrupted` when a signal came.
    static func link(
        in folder: FilePath, temporary: FilePath, beside program: FilePath, listener: SessionListener
    ) throws {
        let command = try command(in: folder)
        defer { listener(.progressEnded) }
        do {
            for (index, seed) in seeds.enumerated() {
                listener(.progress("linking layout \(index + 1) of \(seeds.count)"))
                try link(command, seed, to: path(seed, of: program), in: folder, temporary)
            }
        } catch {
            for seed in seeds { try? FileManager.default.removeItem(atPath: path(seed, of: program).string) }
            throw error
        }
    }

    private static func link(
        _ command: [String], _ seed: UInt64, to path: FilePath, in folder: FilePath, _ temporary: FilePath
    ) throws {
        guard let output = command.firstIndex(of: "-o"), output + 1 < command.count else {
            throw Failure(description: "SwiftPM's command names no output")
        }
        var arguments = command
        arguments[output + 1] = path.string
        arguments += ["-use-ld=lld"]
        // Processes that are measured need no symbols.
        arguments += ["--strip-all", "--shuffle-sections=.text*=\(seed)"].flatMap { ["-Xlinker", $0] }
        var launch = ProcessLaunch(
            .path(FilePath(arguments[0])), Array(arguments.dropFirst()), deadline: .seconds(300))
        launch.variables = ForeignProgram.environment(["TMPDIR": temporary.string])
        launch.folder = folder
        do {
            let ended = try launch.run()
            guard ended.isSuccess, FileManager.default.isExecutableFile(atPath: path.string) else {
                let said = (ended.errors + "\n" + ended.output).split(whereSeparator: \.isNewline)
                let line = said.first { $0.contains("error") } ?? said.first ?? "the linker does not say why"
                throw Failure(description: String(line))
            }
        } catch let failure as LaunchFailure {
            throw Failure(description: "\(failure)")
        }
    }

    /// How SwiftPM linked the program: the description of the build has the arguments of every command, each list
    /// in JSON on a line of its own.
    private static func command(in folder: FilePath) throws(Failure) -> [String] {
        let file = folder.appending(".build/release.yaml")
        let text = (try? String(contentsOf: URL(filePath: file.string), encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") where line.contains("\"-emit-executable\"") {
            guard let start = line.firstIndex(of: "["),
                let arguments = try? JSONDecoder().decode([String].self, from: Data(line[start...].utf8)),
                arguments.contains(where: { $0.hasSuffix("/release/bench") })
            else { continue }
            return arguments
        }
        throw Failure(description: "SwiftPM left no command that linked it")
    }
}
