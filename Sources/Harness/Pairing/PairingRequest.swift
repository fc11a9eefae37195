import FoundationEssentials

/// A request to measure two programs against each other, passed as JSON in one argument. The harness of the
/// newer program carries it out, so that both sides are driven by the same code.
package struct PairingRequest: Codable, Sendable {
    /// Version of the request. `bench list --format json` says which one a program understands; a newer
    /// program that understands a different one is driven by this program's harness.
    ///
    /// Version 1 had the cells as arguments of `bench run`; up to version 2 harnesses counted nothing, and knew no
    /// layouts.
    package static let currentVersion = 3
    /// First argument of the program when it is started to carry out a request.
    static let argument = "__pair"

    /// Version of the request.
    var version = PairingRequest.currentVersion
    /// The side that is the baseline.
    var old: PairedProgram
    /// The side that is compared with it.
    var new: PairedProgram
    /// What is measured, how, and where the result goes.
    var settings: PairingSettings

    init(old: PairedProgram, new: PairedProgram, settings: PairingSettings) {
        self.old = old
        self.new = new
        self.settings = settings
    }

    /// The request in arguments that a program was started with, if it was.
    package static func text(in arguments: [String]) -> String? {
        guard arguments.count == 3, arguments[1] == argument else { return nil }
        return arguments[2]
    }
}

/// One side of a comparison, ready to be measured.
struct PairedProgram: Codable, Sendable, Equatable {
    /// What tables call it.
    var label: String
    /// The program's file.
    var path: String
    /// Its commit; nil when it is not known.
    var commit: String?
    /// How it was built; empty when that is not known.
    var buildCommand: String
    /// The program linked with its functions in other orders, in that of the seeds of `ProgramLayouts`; empty where
    /// it is measured as it is.
    var layouts: [String] = []
}
