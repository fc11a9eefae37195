import Subprocess
import SystemPackage
import Testing

/// The README's tables and pictures are made from the results in results/reference.
@Test func theReadmeIsMadeFromTheReferenceResults() async throws {
    let script = Program.package.appending("scripts/readme")
    let ended = try await Subprocess.run(
        .path(script), arguments: ["--check"],
        environment: .inherit.updating(["BENCH": Program.path.string]),
        output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
    #expect(ended.terminationStatus == .exited(0), "\(ended.standardError)")
}
