import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Damaged documents, thousands of them: no file takes a reader down, and nothing in one gets out unescaped.
@Suite("Mutants")
struct MutantTests {
    private static let seeds = Repository.root.appending("Tests/ReaderFuzz/Seeds")

    /// As many as fit into a minute and a half of two processors, or as the environment says.
    private static var count: Int {
        ProcessInfo.processInfo.environment["READER_MUTANTS"].flatMap { Int($0) } ?? 8000
    }

    /// What a batch of mutants came to.
    private struct Outcome {
        var taken = 0
        var refused = 0
        var findings: [String] = []
    }

    @Test func noReaderIsTakenDown() async throws {
        let half = Self.count / 2
        async let first = try Self.outcome(of: 0..<half)
        let second = try await Self.outcome(of: half..<Self.count)
        let halves = try await [first, second]
        let findings = halves.flatMap(\.findings)
        #expect(findings.isEmpty, "\(findings.prefix(20).joined(separator: "\n"))")
        // Neither all nor none: then the damage would be too small or too large to test anything.
        let taken = halves.reduce(0) { $0 + $1.taken }
        let refused = halves.reduce(0) { $0 + $1.refused }
        #expect(taken + refused == Self.count)
        #expect(min(taken, refused) * 5 > Self.count, "\(taken) taken, \(refused) refused")
    }

    /// Each seed is read as it is: what the mutants are made of is in order.
    @Test func seedsAreInOrder() async throws {
        let names = try Self.seeds.entries()
        #expect(names.count >= 15)
        for name in names
        where name.hasSuffix(".json")
            && !["export", "go", "paired", "scenarios"].contains(where: name.hasPrefix)
        {
            let run = try await Program.bench.run(
                "report", "--format", "table", Self.seeds.appending(name).string)
            #expect(run.status == .exited(0), "\(name): \(run.errors)")
        }
        for name in [
            "go.txt", "go-events.json", "google.json", "google-nan.json", "export.go.txt",
            "export.google.json",
        ] {
            let file = Self.seeds.appending(name).string
            let run = try await Program.bench.run("compare", file, file)
            #expect(run.status == .exited(0), "\(name): \(run.errors)")
        }
        let scenarios = Self.seeds.appending("scenarios.json").string
        let check = try await Program.bench.run("check", "--scenario-file", scenarios, "--strategy", "none")
        #expect(check.status == .exited(0), "\(check.errors)")
        let paired = try await Program.bench.run("compare", Self.seeds.appending("paired.json").string)
        #expect(paired.status == .exited(0), "\(paired.errors)")
    }

    /// Tries some mutants; where a process ends by one, the next goes on behind it.
    private static func outcome(of numbers: Range<Int>) async throws -> Outcome {
        try await inTemporaryFolder { folder in
            var outcome = Outcome()
            var next = numbers.lowerBound
            while next < numbers.upperBound {
                let last = min(next + 1000, numbers.upperBound)
                let run = try await Program.readerFuzz.run(
                    seeds.string, "try", "\(next)", "\(last - next)", folder.string)
                let lines = run.output.split(separator: "\n")
                outcome.findings += lines.filter { $0.hasPrefix("find ") }.map(String.init)
                if let counts = lines.last?.split(separator: " "), counts.first == "done" {
                    outcome.taken += Int(counts[1]) ?? 0
                    outcome.refused += Int(counts[2]) ?? 0
                }
                guard run.status != .exited(0) else {
                    next = last
                    continue
                }
                let fatal = try #require(Int(try folder.appending("number").text()))
                outcome.findings.append(
                    "mutant \(fatal) ended the process (\(run.status)): \(run.errors.prefix(300))")
                next = fatal + 1
            }
            return outcome
        }
    }
}
