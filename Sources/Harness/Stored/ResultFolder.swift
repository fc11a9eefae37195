import FoundationEssentials
import SystemPackage

/// A folder with results.
enum ResultFolder {
    /// Its files whose names end in `.json`, by name; nil when it is not a folder or cannot be read.
    static func files(in folder: FilePath) -> [FilePath]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.string) else {
            return nil
        }
        return names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted().map {
            folder.appending($0)
        }
    }
}
