import BenchResults
import CLibrary
import SystemPackage

/// Stored results that a report is made of.
package struct StoredDocuments: Sendable {
    private let files: [String]

    /// - Parameter files: paths as typed.
    package init(_ files: [String]) { self.files = files }

    /// The documents with the names of their files, read in parallel, since results have megabytes.
    package func read() async throws -> [(name: String, document: StoredResult)] {
        try await withThrowingTaskGroup(of: (Int, StoredResult).self) { group in
            for (index, file) in files.enumerated() {
                group.addTask { (index, try ResultStore.readAny(FilePath(file))) }
            }
            var documents = [StoredResult?](repeating: nil, count: files.count)
            for try await (index, document) in group { documents[index] = document }
            return zip(names, documents).compactMap { name, document in document.map { (name, $0) } }
        }
    }

    /// The last components of the paths, with their folders if those are not all different.
    private var names: [String] {
        let short = files.map { FilePath($0).lastComponent?.string ?? $0 }
        return Set(short).count == short.count ? short : files
    }

    /// Where a report on them goes, which must not be one of them.
    ///
    /// - Throws: `UsageError` when it cannot be written there.
    package func destination(_ output: String) throws(UsageError) -> FilePath {
        let path = try ResultPath.destination(output)
        for file in files where Self.resolved(file) == path.string {
            throw UsageError("-o \(output): that is one of the results, which the report would replace")
        }
        return path
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
