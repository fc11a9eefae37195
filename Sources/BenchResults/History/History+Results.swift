import Cells
import MachineInspection
import Statistics

extension History {
    /// A result that takes part: where it was read, and what a history needs of it.
    package struct Entry: Sendable {
        let file: String
        let digest: ResultDigest

        /// Names a result.
        package init(file: String, digest: ResultDigest) {
            self.file = file
            self.digest = digest
        }

        /// The cells that the result has.
        package var cells: [ResultDigest.Cell] { digest.cells.value }
    }

    /// Puts results in order and their cells beside each other.
    ///
    /// - Parameters:
    ///   - results: in any order, with the files that they were read from.
    ///   - commitOrder: places of commits in the history, older first. Results of others are in order of time
    ///     among themselves, each before the first one that has a place and was started later.
    ///   - isWanted: whether a cell takes part.
    public init(
        of results: [(file: String, result: BenchResult)], commitOrder: [String: Int],
        where isWanted: (ResultDigest.Cell) -> Bool
    ) {
        let digests = results.map { ResultDigest.of($0.result) }
        let entries = zip(results, digests).map { Entry(file: $0.file, digest: $1.digest) }
        self.init(
            of: entries, commitOrder: commitOrder, where: isWanted,
            measurements: { digests[$0].measurements },
            search: { series in
                series.map { ChangePoints(of: $0, seed: Self.seed).indices }
            })
    }

    /// The same of digests.
    ///
    /// `measurements` has what was measured in the cells of a result, by its place among the entries. It is asked for
    /// one after the other, since all of them together are large. `search` finds changes of level.
    ///
    /// - Throws: what these two throw.
    package init<Failure: Error>(
        of entries: [Entry], commitOrder: [String: Int], where isWanted: (ResultDigest.Cell) -> Bool,
        measurements: (Int) throws(Failure) -> [ResultDigest.Measurement], search: Search<Failure>
    ) throws(Failure) {
        let places = entries.map { $0.digest.commit.value.flatMap { commitOrder[$0] } }
        isByCommit = places.contains { $0 != nil }
        var lines = Lines()
        for index in Self.order(of: entries, places) {
            let session = add(entries[index], isByCommit: places[index] != nil)
            lines.add(
                entries[index].digest, try measurements(index), session: session,
                machine: sessions[session].machine, capacity: entries.count - session, where: isWanted)
        }
        cells = lines.cells
        for index in cells.indices { cells[index].points.bases = lines.bases }
        try findChanges(by: search)
    }

    /// By the places of their commits, where these have one.
    private static func order(of entries: [Entry], _ places: [Int?]) -> [Int] {
        func key(_ index: Int) -> (Int, Int, String) {
            (places[index] ?? 0, entries[index].digest.startedAt, entries[index].file)
        }
        let sorted = entries.indices.sorted { key($0) < key($1) }
        var others = sorted.filter { places[$0] == nil }[...]
        var order: [Int] = []
        for index in sorted where places[index] != nil {
            let start = entries[index].digest.startedAt
            while let other = others.first, entries[other].digest.startedAt < start {
                order.append(others.removeFirst())
            }
            order.append(index)
        }
        return order + others
    }

    /// - Returns: the index of the session.
    private mutating func add(_ entry: Entry, isByCommit: Bool) -> Int {
        let digest = entry.digest
        let machine = digest.machine
        let known = machines.firstIndex(of: machine)
        if known == nil { machines.append(machine) }
        sessions.append(
            Session(
                file: entry.file, machine: known ?? machines.count - 1, commit: digest.commit,
                isDirty: digest.isDirty, isByCommit: isByCommit, startedAt: digest.startedAt,
                sickness: digest.sickness))
        return sessions.count - 1
    }
}
