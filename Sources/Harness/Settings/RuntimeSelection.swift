import BenchResults
import CallbackRuntime
import ChildProtocol
import Processes
import RealRuntimes
import SystemPackage

/// Which real runtimes take part, the user's own among them.
package struct RuntimeSelection: Codable, Sendable, Equatable {
    /// Names as typed, `go` or `go@/path/to/bin/go`: each may be a comma-separated list.
    package var names: [String]
    /// Paths of the shared libraries that bring runtimes of the user's own.
    package var libraries: [String]

    package init(names: [String] = [], libraries: [String] = []) {
        self.names = names
        self.libraries = libraries
    }

    /// Whether nothing was selected.
    package var isDefault: Bool { names.isEmpty && libraries.isEmpty }

    /// The names of the built-in runtimes.
    package static var choices: String { BuiltInRuntime.all.map(\.name).joined(separator: ", ") }

    private static let option = "--runtime"
    private static let libraryOption = "--runtime-library"

    /// What was asked for, each once.
    ///
    /// - Throws: `UsageError` for names that are not there and files that cannot be read.
    func sources() throws(UsageError) -> [RuntimeSource] {
        var sources: [RuntimeSource] = []
        for name in NameList(names, option: Self.option).names {
            if name == NameList.all {
                sources += BuiltInRuntime.all.map { RuntimeSource(driver: $0.name, place: nil) }
                continue
            }
            // driver@place#variant; a place may have a '#' in it.
            let hash = name.lastIndex(of: "#")
            let variant = hash.map { String(name[name.index(after: $0)...]) }
            let parts = name[..<(hash ?? name.endIndex)]
                .split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
            let driver = String(parts[0])
            if let variant, !Self.isVariant(variant) {
                throw UsageError(
                    "\(Self.option) '\(name)': letters, digits and hyphens follow the '#', at most 31")
            }
            guard BuiltInRuntime.named(driver) != nil else {
                let near = UnknownName(driver, choices: BuiltInRuntime.all.map(\.name))
                throw UsageError("\(Self.option) '\(name)': \(near.advice)")
            }
            let place = parts.count > 1 ? String(parts[1]) : nil
            if place?.isEmpty == true {
                throw UsageError("\(Self.option) '\(name)': a path follows the '@'")
            }
            sources.append(RuntimeSource(driver: driver, place: place, variant: variant))
        }
        for path in libraries { try LibraryFile.check(path, option: Self.libraryOption) }
        // One file may have been named in two ways.
        sources += OutputFiles.distinct(libraries).map { RuntimeSource(library: $0) }
        var seen: Set<RuntimeSource> = []
        return sources.filter { seen.insert($0).inserted }
    }

    private static func isVariant(_ text: String) -> Bool {
        (1...31).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }

    /// Starts each runtime once, in a process of its own, to see what it is.
    ///
    /// - Parameter listener: told of those that cannot be driven, and what the others printed.
    /// - Returns: each that was named, in order.
    /// - Throws: `UsageError` for names that are not there; `CommandStopped` when no process can be started.
    package func runtimes(_ listener: SessionListener) throws -> [SelectedRuntime] {
        var selected: [SelectedRuntime] = []
        for source in try sources() {
            let runtime = try CommandStopped.onInterruption {
                try SelectedRuntime(source, besides: selected, listener)
            }
            if let reason = runtime.planned.unavailable {
                listener(.note("note: \(Self.name(source)): \(reason); it is left out"))
            }
            selected.append(runtime)
        }
        return selected
    }

    /// The runtimes of an interrupted run, which must be what they were, in the same environment.
    ///
    /// - Throws: `UsageError` that names the first that is another, or is no longer there.
    static func again(
        _ plan: RunPlan, of path: FilePath, _ listener: SessionListener
    ) throws -> [SelectedRuntime] {
        var selected: [SelectedRuntime] = []
        for runtime in plan.runtimes ?? [] {
            guard let label = runtime.label else { continue }
            let now = try CommandStopped.onInterruption {
                try SelectedRuntime(runtime.asked, besides: selected, listener)
            }
            guard now.planned.isSame(as: runtime) else {
                let found = now.planned.label ?? now.planned.unavailable ?? ""
                throw UsageError(
                    "--resume \(path): \(name(runtime.asked)) was \(label), and is "
                        + (found == label ? "another library" : found))
            }
            selected.append(now)
        }
        let (before, now) = (plan.runtimeVariables ?? [], RuntimeVariables.present ?? [])
        if let other = Set(before).symmetricDifference(now).min(), !selected.isEmpty {
            let name = other.prefix { $0 != "=" }
            throw UsageError("--resume \(path): the variable \(name) is not what it was; set it as it was")
        }
        return selected
    }

    /// As messages call one.
    private static func name(_ source: RuntimeSource) -> String {
        if let library = source.library { return LibraryFile.name(library, option: libraryOption) }
        return "\(option) " + Legible.text(source.name)
    }
}

/// A real runtime that was asked for, and how children get at it.
package struct SelectedRuntime: Sendable {
    /// What plans and results say of it.
    package var planned: PlannedRuntime
    /// What children are given; nil when it cannot be driven.
    let source: RuntimeSource?
    /// Kept for as long as children need it.
    private let library: GoLibrary?

    /// Finds out what it is.
    init(
        _ asked: RuntimeSource, besides others: [SelectedRuntime], _ listener: SessionListener
    ) throws {
        var library: GoLibrary?
        var source = asked
        do {
            if let name = asked.driver, BuiltInRuntime.named(name)?.isBuilt == true {
                let built = try GoLibrary(toolchain: asked.place, listener: listener)
                library = built
                source = RuntimeSource(library: built.path.string)
            }
            let inspection = try RuntimeInspection(of: source)
            var description = inspection.description
            if let variant = asked.variant { description.version += "-\(variant)" }
            for note in inspection.printed.notes(by: description.label) { listener(.note(note)) }
            // Two of one version, perhaps patched, are two rows.
            let same = others.count { $0.planned.description?.label == description.label }
            let label = description.label + (same == 0 ? "" : "#\(same + 1)")
            planned = PlannedRuntime(
                asked: asked, label: label, description: description,
                libraryHash: source.library.map(Provenance.hash),
                shippedRule: ShippedRule.strategy(of: asked, version: inspection.description.version))
            self.source = source
        } catch let error where error is LibraryFault || error is RuntimeRefusal || error is GoLibrary.Failure
        {
            // Who names an installation needs no advice how to get one.
            let builtIn = asked.place == nil ? asked.driver.flatMap(BuiltInRuntime.named) : nil
            planned = PlannedRuntime(asked: asked, unavailable: builtIn?.reason(error) ?? "\(error)")
            self.source = nil
        }
        self.library = library
    }
}
