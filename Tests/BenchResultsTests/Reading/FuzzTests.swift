import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// Thousands of damaged results: each is refused with one line, or passes through everything that uses
/// results.
@Suite("Fuzzing")
struct FuzzTests {
    @Test func damagedResults() throws {
        let text = try [UInt8](ResultStore.encode(RealResult.small()))
        let folder = try TemporaryFolder()
        let path = folder.path.appending("fuzz.json")
        var mutations = Mutations(seed: 5)
        var accepted = 0
        for number in 0..<2000 {
            try Data(mutations.next(of: text)).write(to: URL(filePath: path.string))
            do throws(StoreError) {
                let result = try ResultStore.read(path)
                accepted += 1
                use(result)
            } catch {
                let line = "\(error)"
                #expect(!line.contains("\n") && line.contains(path.string), "mutation \(number): \(line)")
            }
        }
        // Neither all nor none: then the damage would be too small or too large to test anything.
        #expect((20..<1980).contains(accepted), "\(accepted) of 2000 were read")
    }

    /// Damaged output of other tools.
    @Test(arguments: [ExportFormat.go, .google])
    func damagedImports(format: ExportFormat) throws {
        let text = try [UInt8](format.export(RealResult.small()).text.utf8)
        var mutations = Mutations(seed: 6)
        var accepted = 0
        for _ in 0..<500 {
            do throws(StoreError) {
                let file = try ImportedBenchmarks(text: Data(mutations.next(of: text)), of: "file")
                accepted += 1
                // A file without any is refused.
                #expect(!file.benchmarks.isEmpty)
                #expect(file.benchmarks.allSatisfy { $0.nanoseconds.allSatisfy { $0 > 0 && $0.isFinite } })
            } catch {
                #expect(!"\(error)".contains("\n"))
            }
        }
        #expect(accepted > 50)
    }

    /// Everything that takes a result.
    private func use(_ result: BenchResult) {
        #expect(throws: Never.self) { try ResultStore.encode(result) }
        for format in ExportFormat.allCases {
            #expect(throws: Never.self) { try format.export(result) }
        }
    }
}

/// A part of the result that the README shows.
enum RealResult {
    static let path = Repository.reference.appending("result.json")

    /// One workload where a strategy dies, with few of its processes.
    static func small(workload: String = "coroutine/64/assembly", rows: Int = 5) throws -> BenchResult {
        var result = try ResultStore.read(path)
        result.plan.blocks.removeAll { $0.workload != workload }
        result.cells.removeAll { $0.workload != workload }
        result.cells.removeSubrange(min(rows, result.cells.count)...)
        for index in result.cells.indices {
            result.cells[index].replicates.removeSubrange(min(2, result.cells[index].replicates.count)...)
        }
        return result
    }
}
