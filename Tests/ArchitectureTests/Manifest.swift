import SystemPackage
import TestSupport
import Testing

/// What Package.swift says, as SwiftPM understands it.
struct Manifest: Decodable {
    let targets: [Target]

    struct Target: Decodable {
        let name: String
        let type: String
        let path: String?
        let dependencies: [Dependency]

        /// Its folder in the repository, where SwiftPM looks for it if the manifest does not say.
        var folder: String { path ?? (type == "test" ? "Tests/\(name)" : "Sources/\(name)") }

        /// Whether only tests use it.
        var isForTests: Bool { folder.hasPrefix("Tests/") }
    }

    /// The name of a target or of another package's product.
    struct Dependency: Decodable {
        let name: String

        /// `{"byName": ["CLibrary", null]}` and `{"product": ["Subprocess", "swift-subprocess", null, null]}`.
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Kind.self)
            let kind = try #require(container.allKeys.first)
            var values = try container.nestedUnkeyedContainer(forKey: kind)
            name = try values.decode(String.self)
        }

        private enum Kind: String, CodingKey {
            case byName
            case product
            case target
        }
    }

    static func read() async throws -> Manifest {
        // In a separate build folder, since `swift test` has locked the package's.
        try await inTemporaryFolder { folder in
            let run = try await #require(Program(named: "swift")).run(
                "package", "--package-path", Repository.root.string, "--scratch-path", folder.string,
                "dump-package")
            try #require(run.status == .exited(0), "\(run.errors)")
            return try JSON.value(run.output)
        }
    }
}
