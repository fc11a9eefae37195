import CProcesses
import Cells
import FoundationEssentials

/// One line of a child's channel. Exactly one member is present.
struct EvidenceLine: Codable, Sendable {
    struct Step: Codable, Sendable, Equatable {
        let step: UInt32
    }

    struct Moved: Codable, Sendable, Equatable {
        let step: UInt32
        let lo: Address
        let hi: Address
    }

    struct Overrun: Codable, Sendable, Equatable {
        let step: UInt32
        let sp: Address
    }

    struct Trace: Codable, Sendable, Equatable {
        let step: UInt32
        let bytes: Int
    }

    struct Fault: Codable, Sendable, Equatable {
        let address: Address
    }

    struct Deadlock: Codable, Sendable, Equatable {
        let reason: String
    }

    struct Returned: Codable, Sendable, Equatable {
        let step: UInt32
        let end: CallbackEnd
    }

    /// What the runtime has lost, an `sbs_lost`.
    struct Lost: Codable, Sendable, Equatable {
        let kind: UInt32
        let count: Int
    }

    /// The strategy library whose code runs next; empty when all are loaded.
    var loading: String?
    var expect: Expectation?
    var begin: Step?
    /// The runtime's own stack that a callback was moved to.
    var moved: Moved?
    var seen: SeenMachine?
    var overrun: Overrun?
    var end: Step?
    /// How a callback into a real runtime returned.
    var returned: Returned?
    /// The runtime's own words about the first of them that did not do what it should.
    var words: String?
    /// Bytes below a stack that an overrun was found to have changed.
    var trace: Trace?
    /// Bytes of a stack that have been used so far, from its top.
    var used: Trace?
    /// The address of a SIGSEGV or SIGBUS.
    var fault: Fault?
    /// What is never given back or never done.
    var lost: Lost?
    /// Why the process can never go on.
    var deadlock: Deadlock?
    var trial: CorruptionTrial?
    /// Something worth a line in the explanation.
    var note: String?
    /// Why the scenario cannot run here.
    var unavailable: String?
    /// Why the scenario did not do what it claims: never a verdict.
    var failure: String?
    var done: Bool?
}

extension EvidenceLine {
    /// A line with one member.
    init(_ fill: (inout EvidenceLine) -> Void) {
        self.init()
        fill(&self)
    }

    /// Writes it immediately.
    func write() {
        guard var data = try? JSONEncoder().encode(self) else { return }
        data.append(UInt8(ascii: "\n"))
        data.withUnsafeBytes { bytes in
            sbs_channel_write(bytes.bindMemory(to: CChar.self).baseAddress!, bytes.count)
        }
    }
}
