import ForeignStacks

/// Extra mappings that a workload keeps for as long as it runs.
final class ManyMappings {
    private let mappings: ExtraMappings

    /// Makes `count` mappings and checks that the kernel did not merge them. The region may add one more, or
    /// merge with a neighbour at either end.
    init(_ count: Int) throws(ClaimError) {
        let before = ExtraMappings.present
        do {
            mappings = try ExtraMappings(count: count)
        } catch {
            throw ClaimError(error.description)
        }
        if count == 0 { return }
        guard let before, let after = ExtraMappings.present else {
            throw ClaimError("the mappings cannot be counted: /proc/self/maps cannot be read")
        }
        try ClaimError.check(
            after - before >= count - 2, "\(after - before) extra mappings instead of \(count)")
    }

    /// Checks that the process has as many, at least; what cannot be read is not checked.
    static func check(_ count: Int) throws(ClaimError) {
        guard let present = ExtraMappings.present else { return }
        try ClaimError.check(present >= count, "\(present) mappings in all instead of \(count) extra ones")
    }

    /// Mappings that the process itself needs, with room to spare.
    static let reserve = 200

    /// Why a process cannot have that many, or nil.
    static func unavailability(_ count: Int) -> String? {
        if count == 0 { return nil }
        if ExtraMappings.present == nil { return "/proc/self/maps cannot be read to count the mappings" }
        guard let limit = ExtraMappings.limit, count + reserve > limit else { return nil }
        return "vm.max_map_count is \(limit); sysctl vm.max_map_count=\(count + 1000) would allow it"
    }
}
