import BenchResults
import Processes
import SystemPackage

/// Results of shards that are to be merged.
package enum StoredShards {
    /// Reads the files and merges them.
    ///
    /// - Parameters:
    ///   - files: paths as typed; at least one.
    ///   - allowMissing: whether shards may be missing.
    /// - Returns: the run that the shards are of.
    /// - Throws: `StoreError` that names the file which cannot be merged.
    package static func merge(_ files: [String], allowMissing: Bool) throws -> ShardMerge.Outcome {
        let results = try concurrently(files.count, width: 4) { index in try shard(FilePath(files[index])) }
        return try ShardMerge.merge(
            zip(files, results).map { (FilePath($0), $1) }, allowMissing: allowMissing)
    }

    private static func shard(_ path: FilePath) throws(StoreError) -> BenchResult {
        switch try ResultStore.readAny(path) {
        case .run(let result): return result
        case .merged: throw .unfit(path: path, "is merged already: name the shards themselves")
        case .check: throw .unfit(path: path, "is of bench check: only shards of bench run are merged")
        case .record: throw .unfit(path: path, "has verdicts on record: only shards of bench run are merged")
        case .comparison: throw .unfit(path: path, "is a comparison: only shards of bench run are merged")
        case .otherVersion(let found, let wanted):
            throw .unfit(path: path, "\(found), this program reads \(wanted)")
        }
    }
}
