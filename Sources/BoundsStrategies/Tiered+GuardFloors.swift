import CStackSupport
import CallbackRuntime

/// The result of looking for guard regions in a mapping. With it, the next callback from the same stack only
/// asks the kernel whether the mapping is still the same. All zeros means none.
struct GuardFloor: BitwiseCopyable {
    /// The mapping, and the addresses in it that were searched.
    var start: UInt
    var end: UInt
    var from: UInt
    var to: UInt
    /// The end of the highest guard region there, or `from`.
    var lo: UInt

    /// How many a machine keeps, indexed by a hash of the mapping's start.
    static var places: Int { 128 }

    static func place(of start: UInt) -> Int {
        Int(truncatingIfNeeded: (UInt64(start >> 12) &* 0x9E37_79B9_7F4A_7C15) >> 57)
    }
}

extension Machine {
    /// Records the window below SP, narrowed as in `clamp`, using the floor of the mapping if it is known. Nothing
    /// above SP: the stack may end there, and whoever comes from further up asks again.
    mutating func recordNarrowed(at sp: UInt, in mapping: sbs_mapping?) {
        guard let mapping else {
            record(StackBounds(lo: StackBounds.window(around: sp).lo, hi: sp), .estimate)
            stamp = 0
            return
        }
        let window = StackBounds.window(around: sp)
        let lowest = max(window.lo, mapping.start)
        let floor = guardFloors + GuardFloor.place(of: mapping.start)
        let isKnown =
            floor.pointee.start == mapping.start && floor.pointee.end == mapping.end
            && floor.pointee.from <= lowest && sp <= floor.pointee.to && sp > floor.pointee.lo
        if !isKnown {
            let region = queryHighestGuard(from: lowest, to: sp)
            floor.pointee = GuardFloor(
                start: mapping.start, end: mapping.end, from: lowest, to: sp, lo: region?.hi ?? lowest)
        }
        let lo = max(lowest, floor.pointee.lo)
        record(StackBounds(lo: lo, hi: sp), .estimate)
        stamp = lo == window.lo ? 0 : Machine.stampOfEdge
    }
}
