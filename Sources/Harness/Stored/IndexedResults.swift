import BenchResults
import CLibrary
import Processes
import Statistics
import SystemPackage

/// Results as a history needs them: from the index where their files have not changed, read otherwise.
struct IndexedResults {
    let index: ResultIndex
    private(set) var entries: [History.Entry] = []
    private var places: [ResultIndex.Place] = []
    /// Why files were skipped.
    private(set) var skipped: [StoreError] = []

    /// Files with the contents of another one, which count once: the file, and the one that counts.
    private(set) var copies: [(file: String, of: String)] = []

    /// Texts of a megabyte each that are held at once.
    private static let filesAtOnce = 16
    /// Threads that read.
    private static let width = max(1, min(8, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// - Throws: `IndexDamage`; nothing about single files.
    init(_ files: [FilePath], _ index: ResultIndex) throws {
        self.index = index
        var found = try files.map { try index.place(of: $0) }
        let unknown = files.indices.filter { found[$0] == nil }
        for start in stride(from: 0, to: unknown.count, by: Self.filesAtOnce) {
            let some = unknown[start..<min(start + Self.filesAtOnce, unknown.count)]
            for (file, place) in zip(some, try read(some.map { files[$0] })) { found[file] = place }
        }
        var known = zip(files, found).compactMap { file, place in place.map { (file, $0) } }
        known += try readMachines()
        var files: [ResultIndex.Place: String] = [:]
        for ((file, place), digest) in zip(known, try index.digests(at: known.map(\.1))) {
            guard let digest else { continue }
            if let first = files[place] {
                copies.append((file.string, first))
                continue
            }
            files[place] = file.string
            entries.append(History.Entry(file: file.string, digest: digest))
            places.append(place)
        }
    }

    /// The names of all workloads and cells.
    var names: (workloads: [String], cells: [String]) {
        var (known, workloads, cells): (Set<String>, [String], [String]) = ([], [], [])
        for cell in entries.lazy.flatMap(\.cells) {
            if known.insert(cell.workload).inserted { workloads.append(cell.workload) }
            if known.insert(cell.name).inserted { cells.append(cell.name) }
        }
        return (workloads, cells)
    }

    /// Reads what each machine of a merged result measured, which is a session of its own.
    private mutating func readMachines() throws -> [(FilePath, ResultIndex.Place)] {
        let merged = skipped.compactMap { error -> FilePath? in
            if case .severalMachines(let path, _) = error { path } else { nil }
        }
        skipped.removeAll { if case .severalMachines = $0 { true } else { false } }
        let texts = try merged.flatMap { try ResultIndex.Text.parts(of: $0) }
        return zip(texts, try read(texts.map { .success($0) })).compactMap { text, place in
            place.map { (text.path, $0) }
        }
    }

    private mutating func read(_ files: [FilePath]) throws -> [ResultIndex.Place?] {
        try read(
            try concurrently(files.count, width: Self.width) { place in
                Result { () throws(StoreError) in try ResultIndex.Text(of: files[place]) }
            })
    }

    private mutating func read(
        _ texts: [Result<ResultIndex.Text, StoreError>]
    ) throws -> [ResultIndex.Place?] {
        let known = try texts.map { try (try? $0.get()).flatMap { try index.place(of: $0) } != nil }
        let documents = try concurrently(texts.count, width: Self.width) { place in
            texts[place].flatMap { text in
                known[place] ? .success(nil) : Result { () throws(StoreError) in try text.digested() }
            }
        }
        var places: [ResultIndex.Place?] = texts.map { _ in nil }
        var kept: [(text: ResultIndex.Text, digested: ResultIndex.Digested?, isKnown: Bool)] = []
        var indices: [Int] = []
        for place in texts.indices {
            switch (texts[place], documents[place]) {
            case (.success(let text), .success(let document)):
                kept.append((text, document, known[place]))
                indices.append(place)
            case (.failure(let error), _), (_, .failure(let error)): skipped.append(error)
            }
        }
        for (place, indexed) in zip(indices, try index.keep(kept)) { places[place] = indexed }
        return places
    }

    func history(order: [String: Int], where isWanted: (ResultDigest.Cell) -> Bool) throws -> History {
        try History(
            of: entries, commitOrder: order, where: isWanted,
            measurements: { (entry) throws in
                try index.measurements(of: entries[entry], at: places[entry])
            }, search: search)
    }

    /// The search takes longer than the reading of a result, so that its outcome is kept as well.
    private func search(_ series: [[Double]]) throws -> [[Int]] {
        let keys = series.map { ResultIndex.Series($0, seed: History.seed) }
        var found = try keys.map { try index.changes(in: $0) }
        let unknown = series.indices.filter { found[$0] == nil }
        let new = try concurrently(unknown.count, width: Self.width) { place in
            ChangePoints(of: series[unknown[place]], seed: History.seed).indices
        }
        for (place, indices) in zip(unknown, new) { found[place] = indices }
        try index.keep(zip(unknown, new).map { (keys[$0], $1) })
        return found.map { $0 ?? [] }
    }
}
