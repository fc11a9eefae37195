import MachineInspection
import Statistics
import Testing

@testable import BenchResults

/// Each line by the grammar of OpenMetrics 1.0 and of Prometheus' text format 0.0.4, as far as they have it in common.
@Suite("OpenMetrics")
struct OpenMetricsTests {
    private static let name = "[a-zA-Z_:][a-zA-Z0-9_:]*"

    /// Families, each in one piece and with its type before its samples.
    private func check(_ text: String) throws -> [String: Int] {
        let type = try Regex("# TYPE (\(Self.name)) gauge")
        let unit = try Regex("# UNIT (\(Self.name)) ([a-z]+)")
        let help = try Regex("# HELP (\(Self.name)) (?:[^\\\\\\n\"]|\\\\[\\\\n\"])+")
        let label = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\\\\\\n\"]|\\\\[\\\\n\"])*\""
        let sample = try Regex(
            "(\(Self.name))(?:\\{\(label)(?:,\(label))*\\})? -?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?")
        #expect(text.hasSuffix("\n# EOF\n"))
        var samples: [String: Int] = [:]
        var series: Set<Substring> = []
        var current = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2) {
            if let match = line.wholeMatch(of: type) {
                current = String(match[1].substring ?? "")
                #expect(samples.updateValue(0, forKey: current) == nil, "\(current) is there twice")
            } else if let match = line.wholeMatch(of: unit) {
                #expect(match[1].substring.map(String.init) == current)
                #expect(current.hasSuffix("_" + (match[2].substring ?? "?")), "a unit ends the name")
            } else if let match = line.wholeMatch(of: help) {
                #expect(match[1].substring.map(String.init) == current && samples[current] == 0)
            } else if let match = line.wholeMatch(of: sample) {
                #expect(match[1].substring.map(String.init) == current, "\(line)")
                let identity = line[..<(line.lastIndex(of: " ") ?? line.endIndex)]
                #expect(series.insert(identity).inserted, "\(identity) is there twice")
                samples[current, default: 0] += 1
            } else {
                Issue.record("no line of the format: \(line)")
            }
        }
        return samples
    }

    @Test func everyLineIsOfTheFormat() throws {
        let result = try ResultStore.read(RealResult.path)
        let samples = try check(ExportFormat.openmetrics.export(result).text)
        let measured = result.cells.filter { $0.nanosecondsPerCallback != nil }.count
        #expect(samples["stack_bounds_bench_cell_measured"] == result.cells.count)
        for end in ["", "lower_", "upper_"] {
            #expect(samples["stack_bounds_bench_callback_\(end)seconds"] == measured)
        }
        #expect(samples["stack_bounds_bench_run_info"] == 1)
        #expect((samples["stack_bounds_bench_callback_events"] ?? 0) > measured)
    }

    /// Costs are in the base unit.
    @Test func costsAreInSeconds() throws {
        let result = try RealResult.small()
        let cell = try #require(result.cells.first { $0.nanosecondsPerCallback != nil })
        let text = try ExportFormat.openmetrics.export(result).text
        let start =
            "stack_bounds_bench_callback_seconds{workload=\"\(cell.workload)\",row=\"\(cell.subject)\","
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(start) })
        let value = try #require(line.split(separator: " ").last.flatMap { Double($0) })
        let cost = try #require(cell.nanosecondsPerCallback?.median)
        #expect(abs(value * 1e9 / cost - 1) < 1e-9)
    }

    /// What a result says of its machine can be anything.
    @Test func labelsAreEscaped() throws {
        var result = try RealResult.small()
        result.provenance.source.commit = .value("a\\b\"c\nd}\u{1B}[0m")
        let text = try ExportFormat.openmetrics.export(result).text
        _ = try check(text)
        #expect(text.contains("commit=\"a\\\\b\\\"c d}⟨U+001B⟩[0m\""))
    }
}
