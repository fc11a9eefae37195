import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `bench compare` on what other tools print, as a user starts it.
@Suite("Files of other tools")
struct ForeignFileTests {
    /// What one file says against itself, in one of the forms.
    private func compare(_ text: String, _ arguments: String...) async throws -> Program.Run {
        try await inTemporaryFolder { folder in
            let path = folder.appending("file")
            try path.write(text)
            return try await Program.bench.run(["compare", "file", "file"] + arguments, in: folder)
        }
    }

    /// Everything that has no time is said with its line and the reason, in every form.
    @Test(arguments: ["table", "markdown", "json", "csv"])
    func whatHasNoTimeIsSaid(format: String) async throws {
        let go = """
            pkg: x
            BenchmarkOk-8 10 7 ns/op
            BenchmarkNs-8 10 1.5 ns/item
            BenchmarkInf-8 10 +Inf ns/op
            BenchmarkOk-8 10 -1 ns/op
            --- FAIL: BenchmarkBad-8
                x_test.go:9: cannot open data file
            BenchmarkStarted
            """
        let run = try await compare(go, "--format", format)
        #expect(run.status == .exited(0), "\(run.errors)")
        let said = (run.output + run.errors).filter { $0 != "\\" }
        for expected in [
            "line 3: it has no time per operation, only ns/item", "line 4: '+Inf ns/op' is not a finite",
            "Ok: line 5: '-1 ns/op'", "line 6: it failed: x_test.go:9: cannot open data file",
            "line 8: it began, and there is no result",
        ] {
            #expect(said.contains(expected), "\(expected): \(said)")
        }
    }

    /// Times beside counters that are not finite are read; what failed keeps its message.
    @Test func googleJSON() async throws {
        let text = """
            {"context": {"num_cpus": 8}, "benchmarks": [
            {"name": "A<std::x>/threads:2", "real_time": 100, "rate": NaN, "ratio": -Infinity},
            {"name": "B", "family_index": 0, "real_time": 217000, "run_type": "iteration"},
            {"name": "B", "family_index": 1, "real_time": 52, "run_type": "iteration"},
            {"name": "C", "run_type": "iteration", "error_occurred": true, "error_message": "no data"},
            {"name": "D_mean", "run_name": "D", "run_type": "aggregate", "real_time": 3},
            {"name": "E", "real_time": NaN}]}
            """
        let run = try await compare(text, "--format", "csv")
        for line in [
            "A<std::x>/threads:2,,time,ns,100.0", "B [family 0],,time,ns,217000.0",
            "B [family 1],,time,ns,52.0", "line 5: it failed: no data", "line 6: it has aggregates only",
            "line 7: its real_time is not a finite number",
        ] {
            #expect(run.output.contains(line), "\(run.output)\(run.errors)")
        }
    }

    /// Names that have colons are one name each, and one geometric mean is made of them all.
    @Test func foreignNamesAreWhole() async throws {
        try await inTemporaryFolder { folder in
            for (file, time) in [("old", 100), ("new", 110)] {
                let lines = ["A<std::x>", "B:c"].map { "Benchmark\($0)-8 1 \(time) ns/op\n" }
                try folder.appending(file).write(lines.joined())
            }
            let run = try await Program.bench.run("compare", "old", "new", in: folder)
            #expect(run.output.contains("all benchmarks"), "\(run.output)")
            #expect(run.output.contains("A<std::x>") && run.output.contains("B:c"))
        }
    }

    /// What differs in configuration is not repeated measuring of one thing.
    @Test func goConfiguration() async throws {
        let lines = { (time: Int) in String(repeating: "BenchmarkA-8 100 \(time) ns/op\n", count: 3) }
        let run = try await compare(
            "toolchain: baseline\n\(lines(100))toolchain: experiment\n\(lines(50))", "--format", "csv")
        #expect(run.output.contains("A [toolchain=baseline],,time,ns,100.0"))
        #expect(run.output.contains("A [toolchain=experiment],,time,ns,50.0"))
        let filtered = try await compare("BenchmarkE/format=json-8 1 5 ns/op\n", "--filter", "json$")
        #expect(filtered.output.contains("E/format=json"), "\(filtered.errors)")
    }

    /// `go test -json` splits lines and mixes packages.
    @Test func goTestJSON() async throws {
        func event(_ package: String, _ output: String) -> String {
            #"{"Action":"output","Package":"\#(package)","Output":"\#(output)"}"# + "\n"
        }
        let run = try await compare(
            #"{"Action":"start","Package":"a"}"# + "\n" + event("a", #"BenchmarkX-8 \t"#)
                + event("b", #"BenchmarkX-8 \t"#) + event("a", #"1\t5 ns/op\n"#)
                + event("b", #"1\t7 ns/op\n"#) + event("b", #"--- FAIL: BenchmarkY-8\n"#)
                + event("b", #"    no data\n"#),
            "--format", "csv")
        #expect(run.output.contains("a.X,,time,ns,5.0") && run.output.contains("b.X,,time,ns,7.0"))
        #expect(run.output.contains("b.Y,") && run.output.contains("line 6: it failed: no data"))
    }

    /// PowerShell writes byte order marks.
    @Test func byteOrderMarks() async throws {
        let go = try await compare(
            "\u{FEFF}BenchmarkA-8 1 5 ns/op\nBenchmarkB-8 1 6 ns/op\n", "--format", "csv")
        #expect(go.output.contains("A,,time,ns,5.0") && go.output.contains("B,,time,ns,6.0"))
        let google = try await compare("\u{FEFF}{\"benchmarks\": [{\"name\": \"A\", \"real_time\": 5}]}")
        #expect(google.status == .exited(0), "\(google.errors)")
        try await inTemporaryFolder { folder in
            let own = try Data(
                contentsOf: URL(filePath: Repository.reference.appending("result.json").string))
            try (Data([0xEF, 0xBB, 0xBF]) + own)
                .write(to: URL(filePath: folder.appending("own.json").string))
            let run = try await Program.bench.run("compare", "own.json", "own.json", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
        }
    }

    @Test(arguments: [
        ("hello\n", "there is no benchmark in it; read are documents of this program"),
        (#"{"a": 1}"#, "it has no member schema; read are documents of this program"),
        (#"{"schema": "x", "a": NaN}"#, "NaN is not JSON, at line 1"),
        ("workload,subject,kind\r\n", "it is CSV, which has one number per cell"),
        (#"{"a:b": {"latency": {"value": 1}}}"#, "it is Bencher Metric Format"),
        ("BenchmarkX-8 1 NaN ns/op\n", "X: line 1: 'NaN ns/op' is not a finite time above 0"),
    ])
    func whatCannotBeReadIsOneLine(text: String, expected: String) async throws {
        let run = try await compare(text)
        #expect(run.status == .exited(2) && run.complaints.count == 1 && run.output.isEmpty)
        #expect(run.errors.contains(expected), "\(run.errors)")
    }

    /// An export stands for the cells that it was made of: all of them, and the same medians.
    @Test(arguments: ["go", "google"])
    func exportsComeBack(format: String) async throws {
        try await inTemporaryFolder { folder in
            let reference = Repository.reference.appending("result.json").string
            let export = try await Program.bench.run("export", reference, "--to", format, in: folder)
            try folder.appending("export").write(export.output)
            let run = try await Program.bench.run(
                "compare", reference, "export", "--format", "csv", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(!run.output.contains("only in new") && !run.output.contains("not comparable"))
            #expect(run.output.contains("thread,requery,time,ns,"))
            #expect(run.output.contains("median sample of each process"))
            let rows = run.output.split(separator: "\r\n").map { $0.split(separator: ",") }
            let times: [[Substring]] = rows.filter { row in row.count > 6 && row[2] == "time" }
            let same = times.filter { Double($0[6]) == 1 }
            #expect(same.count > 100)
        }
    }
}
