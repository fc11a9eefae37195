import CLibrary
import SystemPackage

/// A file, or what one machine measured in a file of several: `merged.json#2`.
package struct MachinePlace {
    /// The file.
    package let file: FilePath
    /// Which of its machines, from 1; nil for all of it.
    package let machine: Int?

    private static let mark: Character = "#"

    /// Reads a path as typed. A file of that very name is that file.
    package init(_ path: FilePath) {
        let text = path.string
        guard access(text, F_OK) != 0, let mark = text.lastIndex(of: Self.mark),
            let machine = Int(text[text.index(after: mark)...]), machine > 0
        else {
            (file, self.machine) = (path, nil)
            return
        }
        (file, self.machine) = (FilePath(String(text[..<mark])), machine)
    }

    /// What was asked for of the file's document.
    ///
    /// - Throws: `StoreError.unfit` when it has no such machine.
    func part(of document: StoredResult) throws(StoreError) -> StoredResult {
        guard let machine else { return document }
        guard case .merged(let merged) = document else {
            throw .unfit(path: file, "has no machines to choose from: leave out #\(machine)")
        }
        guard merged.machines.indices.contains(machine - 1) else {
            throw .unfit(path: file, "has no machine \(machine): it has #1 to #\(merged.machines.count)")
        }
        return .run(merged.machines[machine - 1])
    }
}
