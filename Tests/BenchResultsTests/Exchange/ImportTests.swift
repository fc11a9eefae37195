import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// What Go's and Google's tools really print, and what they do not.
@Suite("Import")
struct ImportTests {
    private func read(_ text: String) throws -> ImportedBenchmarks {
        try ImportedBenchmarks(text: Data(text.utf8), of: "file")
    }

    @Test func goText() throws {
        let text = """
            goos: linux\r
            goarch: amd64\r
            pkg: runtime\r
            BenchmarkCgoCall\r
            BenchmarkCgoCall-8   \t21430410\t        55.20 ns/op\t       0 B/op\t       0 allocs/op\r
            BenchmarkCgoCall-8   \t21430410\t        56.1 ns/op\t       0 B/op\t       0 allocs/op\r
            some log BenchmarkNot-8 1 1 ns/op\r
            BenchmarkCgo/stack=64_kB/on-8 10 12.5 MB/s 3.5 µs/op\r
            BenchmarkLog-8   2024/01/01 hello\r
            BenchmarkNoTime-8 100 12 B/op\r
            BenchmarkNegative-8 100 -1 ns/op\r
            BenchmarkZero-8 100 0 ns/op\r
            --- BENCH: BenchmarkCgoCall-8\r
            PASS\r
            ok  \truntime\t3.005s\r
            """
        let file = try read(text)
        #expect(file.format == .go)
        #expect(
            file.benchmarks == [
                .init(name: "CgoCall", nanoseconds: [55.2, 56.1]),
                .init(name: "Cgo/stack=64_kB/on", nanoseconds: [3500]),
            ])
        #expect(file.remarks.isEmpty)
        #expect(file.withoutTime.map(\.name) == ["Log", "NoTime", "Negative", "Zero"])
        #expect(file.withoutTime[0].reason == "line 9: '2024/01/01' is not a number of iterations")
        #expect(file.withoutTime[1].reason == "line 10: it has no time per operation, only B/op")
    }

    /// `-cpu 1,2` measures two things; a package's benchmarks are not another's.
    @Test func goSuffixesAndPackagesThatTellThingsApart() throws {
        let cpus = try read("BenchmarkX 10 1 ns/op\nBenchmarkX-2 10 2 ns/op\n")
        #expect(cpus.benchmarks.map(\.name) == ["X", "X-2"])
        let packages = try read("pkg: a\nBenchmarkX-2 9 1 ns/op\npkg: b/c\nBenchmarkX-2 9 2 ns/op\n")
        #expect(packages.benchmarks.map(\.name) == ["a.X", "b/c.X"])
    }

    @Test func googleJSON() throws {
        let text = """
             {"context": {"date": "x", "json_schema_version": 1}, "benchmarks": [
              {"name": "BM_Switch/8/real_time", "run_name": "BM_Switch/8/real_time", "run_type": "iteration",
               "repetition_index": 0, "iterations": 10, "real_time": 1.5e+00, "cpu_time": 1, "time_unit": "us"},
              {"name": "BM_Switch/8/real_time", "run_name": "BM_Switch/8/real_time", "run_type": "iteration",
               "repetition_index": 1, "iterations": 10, "real_time": 2, "cpu_time": 1, "time_unit": "us"},
              {"name": "BM_Switch/8/real_time_mean", "run_name": "BM_Switch/8/real_time",
               "run_type": "aggregate", "aggregate_name": "mean", "real_time": 1.75, "time_unit": "us"},
              {"name": "with spaces <int, 3>", "iterations": 1, "real_time": 3, "time_unit": "ms"},
              {"name": "old_mean", "iterations": 1, "real_time": 3, "time_unit": "ms"},
              {"name": "default", "real_time": 4},
              {"name": "broken", "run_type": "iteration", "error_occurred": true, "error_message": "no\\nway"},
              {"name": "skipped", "run_type": "iteration", "skipped": true, "skip_message": ""},
              {"name": "zero", "run_type": "iteration", "real_time": 0, "time_unit": "ns"},
              {"name": "days", "run_type": "iteration", "real_time": 1, "time_unit": "d"},
              {"name": "BigO", "run_type": "aggregate", "cpu_coefficient": 1, "big_o": "N", "time_unit": "ns"}
             ]}
            """
        let file = try read(text)
        #expect(
            file.benchmarks == [
                .init(name: "BM_Switch/8/real_time", nanoseconds: [1500, 2000]),
                .init(name: "with spaces <int, 3>", nanoseconds: [3e6]),
                .init(name: "default", nanoseconds: [4]),
            ])
        #expect(file.remarks.isEmpty)
        #expect(file.withoutTime.map(\.name) == ["broken", "skipped", "zero", "days", "old", "BigO"])
        #expect(file.withoutTime[0].reason == "line 11: it failed: no way")
        #expect(file.withoutTime[4].reason.hasPrefix("line 9: it has aggregates only"))
    }

    @Test(arguments: [
        ("", "there is no benchmark in it; read are documents of this program"),
        ("PASS\nok runtime 1s\n", "there is no benchmark in it"),
        ("BenchmarkX-8 100 NaN ns/op\n", "X: line 1: 'NaN ns/op' is not a finite time above 0"),
        ("BenchmarkX-8 100 1e999 ns/op\n", "is not a finite time above 0"),
        ("Benchmark 100 1 ns/op\n", "line 1: the benchmark has no name"),
        ("Benchmark\u{1B}[31mX 100 1 ns/op\n", "no name"),
        ("{\"benchmarks\": [", "it ends where a value should be, at line 1"),
        ("{\"benchmarks\": 3}", "benchmarks is not a Array"),
        ("{\"benchmarks\": []}", "there is no benchmark in it"),
        (
            "{\"benchmarks\": [{\"name\": \"a\", \"real_time\": NaN}]}",
            "a: line 1: its real_time is not a finite"
        ),
        (
            "{\"benchmarks\": [{\"name\": \"a_mean\", \"run_type\": \"aggregate\", \"real_time\": 1}]}",
            "aggregates only"
        ),
        ("{\"benchmarks\": [{\"name\": \"\\u001b\", \"real_time\": 1}]}", "not printable"),
    ])
    func isOneClearLine(text: String, expected: String) throws {
        let error = try #require(throws: StoreError.self) { try read(text) }
        #expect(error.description.contains(expected), "\(error)")
        #expect(error.description.hasPrefix("file: ") && !error.description.contains("\n"))
        #expect(error.isUsage)
    }

    @Test func bytesThatAreNoText() throws {
        let error = try #require(throws: StoreError.self) {
            try ImportedBenchmarks(text: Data("PASS\n".utf8) + [0xFF, 0xFE], of: "file")
        }
        #expect(error.description.contains("line 2 is not UTF-8"))
    }

    /// A log without end of the wrong thing costs no memory for its remarks.
    @Test func remarksAreFew() throws {
        let text = String(repeating: "BenchmarkX-8 oops\n", count: 5000) + "BenchmarkX-8 1 1 ns/op\n"
        let file = try read(text)
        #expect(file.remarks == ["X: line 1: 'oops' is not a number of iterations (and 4999 more)"])
        let lines = String(repeating: "Benchmark 1 1 ns/op\n", count: 5000)
        #expect(try read(lines + "BenchmarkX 1 1 ns/op").remarks.last == "4990 more were skipped")
    }

    @Test func aFileSaysWhatItIs() throws {
        let folder = try TemporaryFolder()
        let path = folder.path.appending("measured")
        func kind(_ text: String) throws -> String {
            try path.write(text)
            switch try MeasuredFile.read(path) {
            case .stored(.run): return "result"
            case .stored: return "another document"
            case .imported(let file): return file.format.rawValue
            }
        }
        #expect(try kind(String(decoding: ResultStore.encode(RealResult.small()), as: UTF8.self)) == "result")
        #expect(try kind("BenchmarkX 1 1 ns/op") == "Go benchmark text")
        let google = #"{"context": {}, "benchmarks": [{"name": "a", "real_time": 1}]}"#
        #expect(try kind(google) == "Google Benchmark JSON")
        let error = #expect(throws: StoreError.self) { try kind(#"{"a": 1}"#) }
        #expect(try #require(error).description.contains("has no member schema"))
    }
}
