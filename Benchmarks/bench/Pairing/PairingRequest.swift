import BenchResults
import FoundationEssentials
import SystemPackage

/// What is asked of the harness that measures two programs against each other: passed as JSON in one
/// argument. The harness of the newer program does it, so that both sides are driven by the same code.
struct PairingRequest: Codable, Sendable {
    /// Version of the request. `bench list --format json` says which one a program understands.
    static let currentVersion = 1
    /// First argument of the program when it is started to do it.
    static let argument = "__pair"

    /// A side.
    struct Side: Codable, Sendable {
        /// How tables call it.
        var label: String
        /// The program's file.
        var path: String
        /// Its commit; nil when it is not known.
        var commit: String?
        /// How it was built; empty when that is not known.
        var buildCommand: String
    }

    /// Version of the request.
    var version = PairingRequest.currentVersion
    /// The side that is the measure.
    var old: Side
    /// The side in question.
    var new: Side
    /// Options of `bench run` that select the cells.
    var selection: [String]
    /// What a verdict needs. With `isForced`, identical programs are measured too.
    var rules: ComparisonRules
    /// Seconds that the measuring may take.
    var budget: Double
    /// Seed of the order and of everything random in the children.
    var seed: UInt64
    /// The CPU that children run on, if pinned.
    var cpu: Int?
    /// File that the comparison is written to, as often as something has been added.
    var output: String

    /// The request in arguments that a program was started with, if it was.
    static func text(in arguments: [String]) -> String? {
        guard arguments.count == 3, arguments[1] == argument else { return nil }
        return arguments[2]
    }
}
