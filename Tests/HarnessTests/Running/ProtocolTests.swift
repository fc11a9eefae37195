import BenchResults
import ChildProtocol
import FoundationEssentials
import Processes
import Testing

@testable import Harness

@Suite("Protocol with the children of earlier commits")
struct ProtocolTests {
    @Test(arguments: ReleasedProtocol.requests)
    func requestsAreWrittenAsTheyWere(text: String) throws {
        let request = try JSONDecoder().decode(ChildRequest.self, from: Data(text.utf8))
        #expect(try sorted(JSONEncoder().encode(request)) == sorted(Data(text.utf8)))
        #expect(request.version == ChildRequest.currentVersion)
    }

    @Test(arguments: ReleasedProtocol.reports)
    func answersAreReadAsTheyWere(text: String) throws {
        let ended = EndedProcess(end: .exited(0), outputBytes: Array((text + "\n").utf8))
        guard case .report(let report) = Outcome(of: ended, printed: ended.output) else {
            Issue.record("the answer was taken for a death")
            return
        }
        #expect(report.failure == (text.contains("nowhere") ? "no workload 'nowhere'" : nil))
        #expect(report.mappings == (text.contains("nowhere") ? nil : 49))
    }

    @Test func theNameOfTheTaskIsTheOneThatChildrenLookFor() {
        #expect(ChildRequest.argument == "__measure")
    }

    @Test func anAnswerOfAnotherVersionIsNone() {
        let ended = EndedProcess(end: .exited(0), outputBytes: Array(#"{"version":2}"#.utf8))
        guard case .report(let report) = Outcome(of: ended, printed: ended.output) else {
            Issue.record("the answer was taken for a death")
            return
        }
        #expect(report.failure == "the child did not answer")
    }

    @Test func aPairingRequestReachesTheOtherProgramAsItIs() throws {
        let side = PairedProgram(label: "old", path: "/a b", commit: nil, buildCommand: "")
        let settings = PairingSettings(
            selection: CellSelection(filter: CellFilter(only: "^a$"), isQuick: true),
            rules: ComparisonRules(alpha: 0.01, threshold: 0.02, isForced: true), budget: 60,
            conditions: RunConditions(seed: .max, cpu: 1), output: "/tmp/x.json")
        let request = PairingRequest(old: side, new: side, settings: settings)
        let sent = try JSONEncoder().encode(request)
        let received = try JSONDecoder().decode(PairingRequest.self, from: sent)
        #expect(
            received.settings == settings && received.old == side
                && received.version == PairingRequest.currentVersion)
    }

    private func sorted(_ json: Data) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let value = try JSONDecoder().decode(AnyJSON.self, from: json)
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// Any JSON, to be compared with other JSON.
private enum AnyJSON: Codable {
    case object([String: AnyJSON])
    case array([AnyJSON])
    case text(String)
    case number(Double)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let object = try? container.decode([String: AnyJSON].self) {
            self = .object(object)
        } else if let array = try? container.decode([AnyJSON].self) {
            self = .array(array)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .number(try container.decode(Double.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .object(let object): try container.encode(object)
        case .array(let array): try container.encode(array)
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        }
    }
}
