import CLibrary
import BenchResults
import SystemPackage

extension ReportCommand {
    /// The documents with the names of their files, read beside one another: results are megabytes.
    func load() async throws -> [(name: String, document: StoredResult)] {
        try await withThrowingTaskGroup(of: (Int, StoredResult).self) { group in
            for (index, result) in results.enumerated() {
                group.addTask { (index, try ResultStore.readAny(FilePath(result))) }
            }
            var documents = [StoredResult?](repeating: nil, count: results.count)
            for try await (index, document) in group { documents[index] = document }
            return zip(names, documents).compactMap { name, document in document.map { (name, $0) } }
        }
    }

    /// The last components, with their folders where those are not all different.
    private var names: [String] {
        let short = results.map { FilePath($0).lastComponent?.string ?? $0 }
        return Set(short).count == short.count ? short : results
    }

    /// Where the report goes: not over one of its results.
    func destination() throws -> FilePath? {
        guard let output else { return nil }
        let path: FilePath
        do { path = try ResultStore.destination(FilePath(output)) } catch { throw UsageError("\(error)") }
        for result in results where Self.resolved(result) == path.string {
            throw UsageError("-o \(output): that is a result, which the report would replace")
        }
        return path
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
