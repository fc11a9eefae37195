import TestSupport
import Testing

/// What depends on what, according to the manifest and the imports.
@Suite("Dependencies")
struct DependencyTests {
    /// The manifest names exactly what each target imports.
    @Test func targetsDeclareWhatTheyImport() async throws {
        let targets = try await Manifest.read().targets
        // Executables are not imported: a test that starts one depends on it so that it is built.
        let executables = Set(targets.filter { $0.type == "executable" }.map(\.name))
        var checked = 0
        for target in targets where try !SourceFiles.below(target.folder, withSuffix: ".swift").isEmpty {
            let declared = Set(target.dependencies.map(\.name)).subtracting(executables)
            let imported = try SourceFiles.imports(below: target.folder)
            #expect(
                imported.subtracting(declared).isEmpty,
                "\(target.name) imports this and does not declare it")
            #expect(
                declared.subtracting(imported).isEmpty,
                "\(target.name) declares this and does not import it")
            checked += 1
        }
        #expect(checked >= 20)
    }

    @Test func modulesDependOnlyOnThoseAboveThem() async throws {
        let order = try ModuleOrder.names()
        let targets = try await Manifest.read().targets
        let modules = targets.filter { !$0.isForTests }
        try #require(modules.count >= 14)
        for module in modules {
            let place = try #require(
                order.firstIndex(of: module.name), "\(module.name) is not in the list of modules")
            for dependency in module.dependencies.map(\.name) {
                guard let other = targets.first(where: { $0.name == dependency }) else { continue }
                #expect(!other.isForTests, "\(module.name) depends on \(dependency)")
                if let otherPlace = order.firstIndex(of: dependency) {
                    #expect(otherPlace < place, "\(module.name) depends on \(dependency), which is below it")
                }
            }
        }
    }

    @Test func statisticsDoNotDependOnStacks() async throws {
        let targets = try await Manifest.read().targets
        let statistics = try #require(targets.first { $0.name == "Statistics" })
        let ours = statistics.dependencies.map(\.name).filter { name in targets.contains { $0.name == name } }
        #expect(ours == ["CLibrary"])
    }

    @Test func reportDoesNotDependOnMeasuring() async throws {
        let report = try #require(try await Manifest.read().targets.first { $0.name == "Report" })
        #expect(Set(report.dependencies.map(\.name)).isDisjoint(with: ["Harness", "Scenarios", "Workloads"]))
    }

    /// A bundle of tests would inherit the program's static linking.
    @Test func nothingDependsOnTheProgram() async throws {
        let targets = try await Manifest.read().targets
        try #require(targets.contains { $0.name == "bench" && $0.type == "executable" })
        for target in targets {
            #expect(!target.dependencies.contains { $0.name == "bench" }, "\(target.name)")
        }
    }

    @Test func theTableOfADocumentIsRead() {
        let document = """
            # Modules
            | Word | Meaning |
            | --- | --- |
            | `a` | b |

            | Module | Knows |
            | --- | --- |
            | `CLibrary` | the C library, `x` |
            | `CStackSupport`, `CHarnessSupport` | C |

            | `other` | table |
            """
        #expect(ModuleOrder.names(in: document) == ["CLibrary", "CStackSupport", "CHarnessSupport"])
    }
}
