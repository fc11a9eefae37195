import BenchResults
import CLibrary
import Processes
import SystemPackage

/// Stored results that a report is made of.
package struct StoredDocuments: Sendable {
    private let files: [String]

    /// - Parameter files: paths as typed.
    package init(_ files: [String]) { self.files = files }

    /// The documents with the names of their files, read in parallel, since results have megabytes.
    package func read() throws -> [(name: String, document: StoredResult)] {
        let documents = try concurrently(files.count, width: 4) { index in
            try ResultStore.readAny(FilePath(files[index]))
        }
        return Array(zip(names, documents))
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
        for file in files where ResultStore.resolved(MachinePlace(FilePath(file)).file) == path {
            throw UsageError(
                "-o \(output): that is one of the results, which would be lost: name another file")
        }
        return path
    }
}
