import Cells

extension History {
    /// Puts what one result after another says in the lines of its cells.
    ///
    /// Results have much in common, and what they share is looked at once: there are a million measurements.
    struct Lines {
        private(set) var cells: [Cell] = []
        private(set) var bases: [ResultDigest.Basis] = []
        /// Of each cell, what its last value was measured under.
        private var last:
            [(circumstances: ResultDigest.Shared<[ComparableSide.Circumstance]>, version: Int?)?] = []
        private var placesOfBases: [ResultDigest.Basis: Int] = [:]
        private var placesOfCells: [CellOnMachine: Int] = [:]
        /// The last list of cells of each machine, and the place of each cell; negative for those that are not wanted.
        private var lists: [Int: (cells: ResultDigest.Shared<[ResultDigest.Cell]>, places: [Int])] = [:]

        private struct CellOnMachine: Hashable {
            let cell: CellID
            let machine: Int
        }

        /// Adds a session; `capacity` is the number of points that a cell may still get.
        mutating func add(
            _ digest: ResultDigest, _ measurements: [ResultDigest.Measurement], session: Int, machine: Int,
            capacity: Int, where isWanted: (ResultDigest.Cell) -> Bool
        ) {
            if lists[machine]?.cells !== digest.cells {
                let places = digest.cells.value.map { isWanted($0) ? place($0, machine, capacity) : -1 }
                lists[machine] = (digest.cells, places)
            }
            let places = lists[machine]?.places ?? []
            let bases = digest.bases.value.map { place($0) }
            var differences: [ObjectIdentifier: [String]] = [ObjectIdentifier(digest.circumstances): []]
            for (index, (measurement, place)) in zip(measurements, places).enumerated() where place >= 0 {
                var breaks: [String] = []
                if measurement.basis != nil {
                    let version = digest.cells.value[index].version
                    if let last = last[place] {
                        let key = ObjectIdentifier(last.circumstances)
                        breaks =
                            differences[key]
                            ?? ResultComparison.differences(
                                last.circumstances.value, digest.circumstances.value)
                        differences[key] = breaks
                        if last.version != version {
                            let workload = digest.cells.value[index].id.workload
                            breaks.append(ResultComparison.versionDifference(workload, last.version, version))
                        }
                    }
                    last[place] = (digest.circumstances, version)
                }
                cells[place].points.append(
                    measurement, basis: measurement.basis.map { bases[$0] }, session: session, breaks: breaks)
            }
        }

        private mutating func place(_ basis: ResultDigest.Basis) -> Int {
            if let place = placesOfBases[basis] { return place }
            placesOfBases[basis] = bases.count
            bases.append(basis)
            return bases.count - 1
        }

        private mutating func place(_ cell: ResultDigest.Cell, _ machine: Int, _ capacity: Int) -> Int {
            let key = CellOnMachine(cell: cell.id, machine: machine)
            if let place = placesOfCells[key] { return place }
            placesOfCells[key] = cells.count
            cells.append(Cell(name: cell.name, machine: machine, points: Points(capacity: capacity)))
            last.append(nil)
            return cells.count - 1
        }
    }
}
