import CLibrary
import CScenarioActions
import CStackSupport
import ForeignStacks

/// Stray writes to SP, each in its own forked process.
final class CorruptionTrials {
    private struct Target {
        let name: String
        let memory: ForeignStack
    }

    private static let size = 64 * 1024
    private static let callbacks = 16
    /// Bytes that a trial needs below SP, and how far SP wanders.
    private static let room: UInt = 8192
    private static let walk: UInt = 1024

    private let own: ForeignStack
    private let targets: [Target]
    private let maps: [StackMap]
    private let heap = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    /// Shared with the forked processes, which count their callbacks in it.
    private let probe: UnsafeMutablePointer<sbs_probe>

    init(own: ForeignStack, hasRoomAbove: Bool) throws(StagingError) {
        self.own = own
        let below = try StackMap([.stack(Self.size)], .below(own.lo))
        let above = hasRoomAbove ? try StackMap([.stack(Self.size)], .above(own.hi)) : nil
        maps = [below, above].compactMap { $0 }
        let data = sbs_data_area_end()
        let heapBase = UInt(bitPattern: heap)
        targets =
            [
                Target(name: "heap", memory: ForeignStack(lo: heapBase, hi: heapBase + UInt(Self.size))),
                Target(name: "data", memory: ForeignStack(lo: data - UInt(Self.size), hi: data)),
                Target(name: "mapping below", memory: below.stacks[0]),
            ] + (above.map { [Target(name: "mapping above", memory: $0.stacks[0])] } ?? [])
        let page = StackRegion.pageSize
        guard let shared = mmap(nil, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0),
            shared != MAP_FAILED
        else { throw .unavailable("no shared memory") }
        probe = shared.bindMemory(to: sbs_probe.self, capacity: 1)
    }

    deinit {
        heap.deallocate()
        munmap(probe, StackRegion.pageSize)
    }

    /// Makes one trial and reports it.
    func perform(_ stage: Stage) throws(StagingError) {
        let target = targets[Int.random(in: 0..<targets.count, using: &stage.random)]
        let first = target.memory.lo + Self.room + Self.walk
        let last = target.memory.hi - Self.walk - stage.entryDistance
        let sp = first + UInt.random(in: 0..<((last - first) / 16), using: &stage.random) * 16
        let wander = (0..<Self.callbacks).map { index -> UInt in
            index == 0 ? 0 : UInt.random(in: 0..<(2 * Self.walk / 16), using: &stage.random) * 16 &- Self.walk
        }
        probe.pointee = sbs_probe()
        probe.pointee.use = 256
        let status = ForkedChild.wait { [probe] in
            sbs_silence_errors()
            for offset in wander { sbs_call_at(sp &+ offset &+ stage.entryDistance, sbs_make_probe, probe) }
        }
        try StagingError.check(error: min(status, 0), "fork")
        let made = Int(probe.pointee.completed)
        let isRefused = status & 0x7f == SIGABRT || status == SBS_FATAL_EXIT_STATUS << 8
        try StagingError.check(
            isRefused ? made < Self.callbacks : status == 0 && made == Self.callbacks,
            "a trial ended with wait status \(status) after \(made) callbacks")
        let distance = sp < own.lo ? own.lo - sp : sp - own.hi
        stage.report(
            CorruptionTrial(
                region: target.name, distance: distance, noticedAt: isRefused ? made + 1 : nil,
                callbacks: Self.callbacks))
    }
}
