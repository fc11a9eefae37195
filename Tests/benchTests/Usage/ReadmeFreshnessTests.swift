import SystemPackage
import TestSupport
import Testing

/// The README's tables and pictures are made from the results in results/reference.
@Test func theReadmeIsMadeFromTheReferenceResults() async throws {
    let script = Program(path: Repository.root.appending("scripts/readme"))
    let run = try await script.run(["--check"], environment: ["BENCH": Program.bench.path.string])
    #expect(run.status == .exited(0), "\(run.errors)")
    // Without these the script leaves a part as it is.
    try await Requirement.gnuplot.orSkip()
    try await Requirement.python.orSkip()
}
