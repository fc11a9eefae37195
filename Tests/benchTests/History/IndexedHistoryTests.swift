import CLibrary
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `bench history` says the same with an index, whatever became of that.
@Suite("History from an index")
struct IndexedHistoryTests {
    private static let index = "results/local/index.sqlite"

    private func history(_ folder: FilePath, _ arguments: String...) async throws -> Program.Run {
        let run = try await Program.bench.run(["history", "--results", "stored"] + arguments, in: folder)
        #expect(run.status == .exited(0), "\(run.errors)")
        return run
    }

    /// Copies of the reference's results that are old enough to be known by their stamps.
    private func store(in folder: FilePath) throws {
        let stored = folder.appending("stored")
        try FileManager.default.createDirectory(atPath: stored.string, withIntermediateDirectories: true)
        for name in ["result.json", "sweep.json", "expectations.json"] {
            try FileManager.default.copyItem(
                atPath: Repository.reference.appending(name).string, toPath: stored.appending(name).string)
        }
        try stored.appending("bad.json").write("{\"schema\": 1}")
    }

    @Test func theIndexChangesNothing() async throws {
        try await inTemporaryFolder { folder in
            try store(in: folder)
            let first = try await history(folder, "--format", "json")
            #expect(FileManager.default.fileExists(atPath: folder.appending(Self.index).string))
            try await Task.sleep(for: .milliseconds(2100))
            for _ in 0..<2 {
                let again = try await history(folder, "--format", "json")
                #expect(again.output == first.output)
                #expect(again.errors == first.errors && again.errors.contains("skipped: stored/bad.json"))
            }
        }
    }

    /// The size and the time of change of a file that is replaced are made to stay; it is read again.
    @Test func aChangedFileIsReadAgain() async throws {
        try await inTemporaryFolder { folder in
            try store(in: folder)
            try await Task.sleep(for: .milliseconds(2100))
            let before = try await history(folder, "thread:fixed")
            let path = folder.appending("stored/result.json")
            var info = stat()
            try #require(stat(path.string, &info) == 0)
            let text = String(decoding: try Data(contentsOf: URL(filePath: path.string)), as: UTF8.self)
            let start = try #require(text.firstRange(of: "\"startedAt\":1"))
            try path.write(text[..<start.lowerBound] + "\"startedAt\":2" + text[start.upperBound...])
            try #require(utimensat(AT_FDCWD, path.string, [info.st_mtim, info.st_mtim], 0) == 0)
            let after = try await history(folder, "thread:fixed")
            #expect(before.output.contains(" 20") && after.output != before.output)
            #expect(try await history(folder, "thread:fixed").output == after.output)
            // One that is refused now is refused, whatever is known of it.
            try path.write(text.dropLast(3))
            for _ in 0..<2 {
                let run = try await history(folder)
                #expect(run.errors.contains("skipped: stored/result.json"))
            }
        }
    }

    @Test func aDamagedIndexIsMadeAnew() async throws {
        try await inTemporaryFolder { folder in
            try store(in: folder)
            let good = try await history(folder)
            let index = folder.appending(Self.index)
            let bytes = try Data(contentsOf: URL(filePath: index.string))
            for damaged in [
                Data(repeating: 7, count: 600), Data((0..<9999).map { UInt8($0 % 251) }), bytes.prefix(9000),
            ] {
                try index.write(damaged)
                let run = try await history(folder)
                #expect(run.output == good.output)
                #expect(run.complaints.filter { $0.contains("index") }.count == 1, "\(run.errors)")
                #expect(try await history(folder).errors == good.errors, "it is as good as new")
            }
            try FileManager.default.removeItem(atPath: index.string)
            try FileManager.default.createDirectory(atPath: index.string, withIntermediateDirectories: false)
            let run = try await history(folder)
            #expect(run.output == good.output && run.complaints.filter { $0.contains("index") }.count == 1)
        }
    }

    @Test func identicalFilesCountOnce() async throws {
        try await inTemporaryFolder { folder in
            try store(in: folder)
            let before = try await history(folder, "--format", "json")
            let stored = folder.appending("stored")
            for name in ["y.json", "z.json"] {
                try FileManager.default.copyItem(
                    atPath: stored.appending("result.json").string, toPath: stored.appending(name).string)
            }
            for _ in 0..<2 {
                let run = try await history(folder, "--format", "json")
                #expect(run.output == before.output)
                #expect(
                    run.errors.contains(
                        "files with the same contents count once: stored/y.json is stored/result.json, and 1 more"
                    ))
            }
        }
    }

    /// Processes that begin at the same time share an index that is not there yet.
    @Test func processesShareAnIndex() async throws {
        try await inTemporaryFolder { folder in
            try store(in: folder)
            let runs = try await withThrowingTaskGroup(of: Program.Run.self) { group in
                for _ in 0..<4 { group.addTask { try await history(folder) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(runs.map(\.output)).count == 1 && Set(runs.map(\.errors)).count == 1)
            #expect(runs.allSatisfy { !$0.errors.contains("index") }, "\(runs[0].errors)")
        }
    }
}
