import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// The schemas in `results/schema`, by an implementation that others wrote.
enum JSONSchema {
    /// Checks that a document is as the schema of that name says.
    static func check(_ document: FilePath, _ name: String) async throws {
        let schema = Program.package.appending("results/schema/\(name).schema.json")
        let check = """
            import json, sys
            try: import jsonschema
            except ImportError: sys.exit("python3-jsonschema is missing: scripts/setup --tests installs it")
            jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))).validate(json.load(open(sys.argv[2])))
            """
        let ended = try await Subprocess.run(
            .path("/usr/bin/python3"), arguments: ["-c", check, schema.string, document.string],
            output: .discarded, error: .string(limit: 1 << 20))
        #expect(ended.terminationStatus == .exited(0), "\(ended.standardError)")
    }
}
