import PerfCounters
import SystemPackage

/// What callgrind counted of a cell on both sides.
struct CountedSides: Sendable {
    var old: InstructionCounts
    var new: InstructionCounts

    /// What both sides counted.
    init(old: InstructionCounts, new: InstructionCounts) { (self.old, self.new) = (old, new) }

    /// What runs of 2 N iterations counted more than runs of N.
    ///
    /// - Parameters:
    ///   - longer: the runs of 2 N iterations.
    ///   - shorter: those of N.
    /// - Throws: `CounterUnavailability` where a longer run executed less of something.
    init(of longer: CountedSides, without shorter: CountedSides) throws(CounterUnavailability) {
        old = try InstructionCounts(of: longer.old, without: shorter.old)
        new = try InstructionCounts(of: longer.new, without: shorter.new)
    }

    /// Whether the sides miss the model's caches equally often.
    func missAlike(over callbacks: UInt64) -> Bool { old.missesAsOften(as: new, over: callbacks) }

    /// Whether a repeat counted the same.
    func agrees(with other: CountedSides, over callbacks: UInt64) -> Bool {
        [(old, other.old), (new, other.new)].allSatisfy { one, other in
            one.instructions == other.instructions && one.missesAsOften(as: other, over: callbacks)
        }
    }

    /// Without what was executed in libraries, and without misses, of which it is not known whose they are; programs
    /// are what profiles name them.
    func within(_ programs: (old: FilePath, new: FilePath)) -> CountedSides {
        CountedSides(old: old.within(programs.old), new: new.within(programs.new))
    }
}

extension InstructionCounts {
    /// How many instructions were executed.
    var total: UInt64 { instructions.values.reduce(0, +) }

    /// Misses of the first level of the model's data cache.
    var firstLevel: UInt64 { (misses["D1mr"] ?? 0) + (misses["D1mw"] ?? 0) }
}
