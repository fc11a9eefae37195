import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The schemas in `results/schema`, checked by an independent implementation.
enum JSONSchema {
    /// Checks that a document is as the schema of that name says. The last thing that a test does: where
    /// Python lacks the implementation, the test ends here.
    static func check(_ document: FilePath, _ name: String) async throws {
        let schema = Repository.root.appending("results/schema/\(name).schema.json")
        let check = """
            import json, jsonschema, sys
            jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))).validate(json.load(open(sys.argv[2])))
            """
        try await Requirement.pythonJSONSchema.orSkip()
        let run = try await Program.systemPython.run("-c", check, schema.string, document.string)
        #expect(run.status == .exited(0), "\(run.errors)")
    }
}
