import BenchResults
import SystemPackage

/// Stored results as sides of a comparison.
package enum StoredSide {
    /// Reads what a name stands for: a file, a saved baseline, or a commit that has results.
    ///
    /// - Throws: `UsageError` and `StoreError` that name it.
    package static func read(_ name: String, _ filter: CellFilter) throws -> ComparableSide {
        let isWanted = try filter.predicate()
        let (label, paths) = try ResultLocation.files(name)
        var side = ComparableSide(label: label)
        for path in paths { side = side.joined(with: try read(path, label)) }
        side.cells.removeAll { !isWanted($0.id) }
        return side
    }

    /// Reads two sides. Of a result of several machines, the one is taken that the other side was measured on.
    ///
    /// - Throws: as for one, and when it is not plain which machines are to be compared.
    package static func read(
        _ old: String, _ new: String, _ filter: CellFilter
    ) throws -> (old: ComparableSide, new: ComparableSide) {
        let sides = try [old, new].map { try Read($0, filter) }
        let names = sides.map(\.machines)
        let common = names[0].filter { name in names[1].count { $0 == name } == 1 }
        let isPlain = common.count == 1
        let both = try sides.map { try $0.side(on: isPlain ? common[0] : nil, filter) }
        return (both[0], both[1])
    }

    /// A side, or the machines of which one is still to be chosen.
    private enum Read {
        case side(ComparableSide)
        case machines(file: String, names: [String], StoreError)

        init(_ name: String, _ filter: CellFilter) throws {
            do {
                self = .side(try StoredSide.read(name, filter))
            } catch let error as StoreError {
                guard case .severalMachines(let path, let names) = error else { throw error }
                self = .machines(file: path.string, names: names, error)
            }
        }

        var machines: [String] {
            switch self {
            case .side(let side): side.machine.map { [$0] } ?? []
            case .machines(_, let names, _): names
            }
        }

        func side(on machine: String?, _ filter: CellFilter) throws -> ComparableSide {
            switch self {
            case .side(let side): return side
            case .machines(let file, let names, let error):
                guard let machine, let place = names.firstIndex(of: machine) else { throw error }
                var side = try StoredSide.read("\(file)#\(place + 1)", filter)
                side.remarks.append(
                    "of \(file), what was measured on \(machine) is compared, and nothing else")
                return side
            }
        }
    }

    /// Compares two sides that have something in common.
    package static func compare(
        _ old: ComparableSide, _ new: ComparableSide, _ rules: ComparisonRules
    ) throws(UsageError) -> ResultComparison {
        for side in [old, new] where side.cells.isEmpty && side.verdicts.isEmpty {
            throw UsageError("\(side.label) has no cell to compare")
        }
        if old.cells.isEmpty != new.cells.isEmpty, old.verdicts.isEmpty != new.verdicts.isEmpty {
            throw UsageError("one of \(old.label) and \(new.label) is a run, the other a check")
        }
        return ResultComparison(stored: old, new, rules: rules)
    }

    /// The comparison that a name stands for.
    package static func comparison(_ name: String) throws -> ResultComparison {
        let (_, paths) = try ResultLocation.files(name)
        return try ResultStore.read(paths[0], as: ResultComparison.self)
    }

    private static func read(_ path: FilePath, _ label: String) throws -> ComparableSide {
        switch try MeasuredFile.read(path) {
        case .imported(let benchmarks): return ComparableSide(benchmarks, label: label)
        case .stored(.run(let result)): return ComparableSide(result, label: label)
        case .stored(.merged(let merged)):
            throw StoreError.severalMachines(path: path, merged.machineNames)
        case .stored(.check(let result)): return ComparableSide(result, label: label)
        case .stored(.record(let record)): return ComparableSide(label: label, verdicts: record.verdicts)
        case .stored(.comparison):
            throw UsageError("\(path) is a comparison: bench compare \(path) shows it")
        case .stored(.otherVersion(let found, let wanted)):
            throw UsageError("\(path): \(found), this program reads \(wanted)")
        }
    }
}
