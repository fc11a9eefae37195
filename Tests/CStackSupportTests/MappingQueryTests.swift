import CLibrary
import CStackSupport
import ForeignStacks
import SystemPackage
import TestSupport
import Testing

/// What the kernel says about real mappings.
@Suite("Mapping queries", .requires(.mappingQuery))
struct MappingQueryTests {
    private let page = UInt(StackRegion.pageSize)

    /// A page between inaccessible ones: its first and last address, and those of its neighbours.
    @Test func edgesAreExact() throws {
        let region = try StackRegion(size: 3 * Int(page), placement: .anywhere)
        let stack = try region.open(offset: Int(page), length: Int(page))
        #expect(mapping(at: stack.lo) == .success(stack))
        #expect(mapping(at: stack.hi - 1) == .success(stack))
        #expect(try mapping(at: stack.hi).get().lo == stack.hi)
        #expect(try mapping(at: stack.lo - 1).get().hi == stack.lo)
    }

    @Test func nothingIsMappedAtZero() throws {
        #expect(mapping(at: 0) == .failure(.noSuchFileOrDirectory))
        #expect(mapping(at: .max) == .failure(.noSuchFileOrDirectory))
        #expect(sbs_mapping_query_problem(ENOENT) == nil, "which is an answer")
        var next = sbs_mapping()
        #expect(sbs_query_mapping_from(0, &next) == 0)
        #expect(next.start > 0)
        #expect(sbs_query_mapping_from(.max, &next) == ENOENT)
    }

    /// Two stacks side by side are one mapping: the kernel merges neighbours with equal protection.
    @Test func adjacentMappingsMerge() throws {
        let region = try StackRegion(size: 4 * Int(page), placement: .anywhere)
        let lower = try region.open(offset: Int(page), length: Int(page))
        #expect(mapping(at: lower.lo) == .success(lower))
        let upper = try region.open(offset: 2 * Int(page), length: Int(page))
        let both = ForeignStack(lo: lower.lo, hi: upper.hi)
        #expect(mapping(at: lower.lo) == .success(both))
        #expect(mapping(at: upper.lo) == .success(both))
    }

    /// A PROT_NONE guard is a separate mapping, so the stack above it ends there.
    @Test func inaccessibleGuardEndsTheMapping() throws {
        let region = try StackRegion(size: 8 * Int(page), placement: .anywhere)
        let lower = try region.open(offset: 0, length: 3 * Int(page))
        let upper = try region.open(offset: 4 * Int(page), length: 3 * Int(page))
        #expect(mapping(at: upper.lo) == .success(upper))
        #expect(mapping(at: upper.lo - 1) == .success(ForeignStack(lo: lower.hi, hi: upper.lo)))
    }

    /// A guard made by MADV_GUARD_INSTALL does not show in the mapping, but in the page map.
    @Test(.requires(.guardQuery))
    func guardMarkersAreInThePageMapOnly() throws {
        let region = try StackRegion(size: 16 * Int(page), placement: .anywhere)
        let stack = try region.open(offset: Int(page), length: 14 * Int(page))
        #expect(guardRegion(stack.lo, stack.hi) == .failure(.noSuchFileOrDirectory))
        try #require(installGuard(stack.lo + 2 * page, Int(page)))
        try #require(installGuard(stack.lo + 6 * page, 2 * Int(page)))
        #expect(mapping(at: stack.lo) == .success(stack))
        let high = ForeignStack(lo: stack.lo + 6 * page, hi: stack.lo + 8 * page)
        let low = ForeignStack(lo: stack.lo + 2 * page, hi: stack.lo + 3 * page)
        #expect(guardRegion(stack.lo, stack.hi) == .success(high))
        #expect(guardRegion(high.lo, high.hi) == .success(high))
        #expect(guardRegion(stack.lo, high.lo) == .success(low), "the range ends where the region begins")
        #expect(guardRegion(high.hi, stack.hi) == .failure(.noSuchFileOrDirectory))
        #expect(guardRegion(high.hi - 1, stack.hi).map(\.hi) == .success(high.hi), "rounded to pages")
    }

    @Test(.requires(.guardQuery))
    func moreGuardsThanFitIntoOneAnswer() throws {
        let region = try StackRegion(size: 64 * Int(page), placement: .anywhere)
        let stack = try region.open(offset: 0, length: 64 * Int(page))
        for index in stride(from: UInt(0), to: 60, by: 2) {
            try #require(installGuard(stack.lo + index * page, Int(page)))
        }
        let highest = ForeignStack(lo: stack.lo + 58 * page, hi: stack.lo + 59 * page)
        #expect(guardRegion(stack.lo, stack.hi) == .success(highest))
    }

    /// The arguments of the program are on the main stack.
    @Test func mainStackIsKnown() throws {
        var answer = sbs_mapping()
        let argument = UInt(bitPattern: CommandLine.unsafeArgv[0])
        #expect(sbs_query_mapping(argument, &answer) == 0)
        #expect(answer.is_main_stack)
        #expect(sbs_query_mapping(UInt(sbs_stack_pointer()), &answer) == 0)
        #expect(answer.is_main_stack == (getpid() == sbs_thread_id()))
    }
}
