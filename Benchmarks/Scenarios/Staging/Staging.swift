import ForeignStacks

/// What a scenario is played on: it keeps what the scenario made until the process ends, and reports to the
/// parent process.
protocol Staging: AnyObject {
    /// Keeps something until the process ends.
    func keepAlive(_ object: AnyObject)
}

extension Staging {
    /// Maps stacks and their neighbours until the process ends.
    func map(_ parts: [StackMap.Part], _ placement: StackRegion.Placement) throws(StagingError) -> StackMap {
        let map = try StackMap(parts, placement)
        keepAlive(map)
        return map
    }

    /// Reserves a range of addresses, at the top of which stacks come and go.
    func reserve(_ size: Int, below address: UInt) throws(StagingError) -> Reserved {
        let reserved = try Reserved(size, below: address)
        keepAlive(reserved)
        return reserved
    }

    /// Makes as many mappings until the process ends.
    func makeMappings(_ count: Int) throws(StagingError) {
        keepAlive(try StagingError.setUp { try ExtraMappings(count: count) })
    }

    /// Reports how much memory below a stack was changed by an overflow that nothing stopped.
    func inspect(_ map: StackMap, below lo: UInt, after step: UInt32) {
        guard let bytes = map.overwritten(below: lo) else { return }
        report { $0.trace = EvidenceLine.Trace(step: step, bytes: bytes) }
    }

    /// Adds a remark to the evidence.
    func note(_ text: String) { report { $0.note = text } }

    /// Plays, and reports why that was not possible if so.
    func reportErrors(_ play: () throws(StagingError) -> Void) {
        do throws(StagingError) {
            try play()
        } catch {
            switch error {
            case .unavailable(let reason): report { $0.unavailable = reason }
            case .broken(let reason): report { $0.failure = reason }
            }
        }
    }

    /// Writes one line immediately, since the next step may end the process.
    func report(_ fill: (inout EvidenceLine) -> Void) {
        EvidenceLine(fill).write()
    }
}
