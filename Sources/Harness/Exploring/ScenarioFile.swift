import BenchResults
import CLibrary
import FoundationEssentials
import Scenarios
import SystemPackage

/// Files with scenarios that were found.
package enum ScenarioFile {
    /// The scenarios of files, and of all files in folders whose names end in `.json`, in the order of names.
    ///
    /// - Throws: `UsageError` or `StoreError` that names the file and what is wrong in it.
    static func scenarios(of paths: [String]) throws -> [Scenario] {
        var scenarios: [Scenario] = []
        for file in try paths.flatMap(files) {
            for saved in try ResultStore.read(file, as: SavedScenarios.self).scenarios {
                let scenario = try scenario(saved, of: file)
                let taken = ScenarioCatalogue.all + scenarios
                if taken.contains(where: { $0.name == saved.name }) {
                    throw UsageError("\(file): there is a scenario '\(Legible.text(saved.name))' already")
                }
                scenarios.append(scenario)
            }
        }
        return scenarios
    }

    /// The names of the scenarios of files, which are read in full.
    ///
    /// - Throws: what `scenarios(of:)` throws.
    package static func names(of paths: [String]) throws -> [String] { try scenarios(of: paths).map(\.name) }

    /// Recorded programs, each once.
    ///
    /// - Throws: `UsageError` for a file that cannot be read or replayed.
    static func scenarios(ofTraces paths: [String]) throws(UsageError) -> [Scenario] {
        var scenarios: [Scenario] = []
        for path in paths {
            do {
                let scenario = try Scenario(trace: path)
                if !scenarios.contains(where: { $0.name == scenario.name }) { scenarios.append(scenario) }
            } catch {
                throw UsageError("--trace \(error)")
            }
        }
        return scenarios
    }

    private static func files(_ path: String) throws -> [FilePath] {
        var info = stat()
        guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else { return [FilePath(path)] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }
        } catch {
            throw UsageError("--scenario-file \(path): the folder cannot be read")
        }
        if names.isEmpty { throw UsageError("--scenario-file \(path): the folder has no file named *.json") }
        return names.sorted().map { FilePath(path).appending($0) }
    }

    private static func scenario(
        _ saved: SavedScenarios.Scenario, of file: FilePath
    ) throws(UsageError) -> Scenario {
        let place = "\(file): scenario '\(Legible.text(saved.name))'"
        if saved.name.isEmpty || Legible.text(saved.name) != saved.name
            || saved.name.contains(where: ":,".contains)
        {
            throw UsageError("\(place): a name is not empty and has no colon, comma or unprintable character")
        }
        var steps: [ExploredStep] = []
        for line in saved.program {
            guard let step = ExploredStep(line) else {
                throw UsageError("\(place): '\(Legible.text(line))' is not a step of bench explore")
            }
            steps.append(step)
        }
        guard ExploredStep.isProgram(steps) else {
            throw UsageError("\(place): its steps are not possible in this order")
        }
        return Scenario(found: saved.name, program: steps)
    }
}
