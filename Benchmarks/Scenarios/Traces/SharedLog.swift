import CLibrary
import CStackSupport
import ForeignStacks

/// What callbacks in a fork of this process saw, in memory that is shared with it.
final class SharedLog {
    let log: UnsafeMutablePointer<sbs_observation_log>
    private let places: UnsafeMutablePointer<ForeignStack>
    private let placed: UnsafeMutablePointer<Int>
    private let memory: UnsafeMutableRawPointer
    private let bytes: Int

    /// - Parameter callbacks: how many at most.
    /// - Throws: `StagingError` where there is no memory.
    init(callbacks: Int) throws(StagingError) {
        let observationBytes = callbacks * MemoryLayout<sbs_observation>.stride
        let placeBytes = callbacks * MemoryLayout<ForeignStack>.stride
        bytes = Self.header + observationBytes + placeBytes
        let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
        guard let memory, memory != MAP_FAILED else { throw .unavailable("no memory") }
        self.memory = memory
        log = memory.bindMemory(to: sbs_observation_log.self, capacity: 1)
        placed = (memory + Self.header / 2).bindMemory(to: Int.self, capacity: 1)
        let observations = (memory + Self.header).bindMemory(to: sbs_observation.self, capacity: callbacks)
        places = (memory + Self.header + observationBytes).bindMemory(
            to: ForeignStack.self, capacity: callbacks)
        log.initialize(
            to: sbs_observation_log(observations: observations, capacity: UInt64(callbacks), count: 0))
        placed.initialize(to: 0)
    }

    private static let header = 64

    /// The stacks of the callbacks that follow.
    func add(truths: [ForeignStack]) {
        for truth in truths where placed.pointee < Int(log.pointee.capacity) {
            (places + placed.pointee).initialize(to: truth)
            placed.pointee += 1
        }
    }

    /// Of all callbacks that were to be made, as far as the fork came.
    var truths: [ForeignStack] {
        Array(UnsafeBufferPointer(start: places, count: placed.pointee))
    }

    /// Of those that began.
    var observations: [sbs_observation] {
        Array(
            UnsafeBufferPointer(
                start: log.pointee.observations, count: Int(min(log.pointee.count, log.pointee.capacity))))
    }

    deinit { munmap(memory, bytes) }
}
