import Testing

@testable import Harness

@Suite("Sides of bench commits")
struct CommitSidesTests {
    private func names(_ arguments: [String], mustBeRange: Bool = false) throws -> [String] {
        guard case .named(let old, let new) = try CommitSides(arguments, mustBeRange: mustBeRange) else {
            return []
        }
        return [old, new]
    }

    @Test func twoNamesAreTwoSides() throws {
        #expect(try names(["HEAD~1", "HEAD"]) == ["HEAD~1", "HEAD"])
    }

    @Test(arguments: ["v1..v2", "origin/x..HEAD", "a/b..c/d", "v1.0..v1.1"])
    func aRangeIsTwoSides(range: String) throws {
        let parts = try names([range])
        #expect(parts.joined(separator: "..") == range)
    }

    @Test(arguments: [[], ["HEAD"], ["..HEAD"], ["HEAD.."], ["a", "b", "c"]])
    func anythingElseIsRefused(arguments: [String]) {
        #expect(throws: UsageError.self) { try names(arguments) }
    }

    @Test func bisectionTakesOnlyARange() throws {
        #expect(try names(["a..b"], mustBeRange: true) == ["a", "b"])
        #expect(throws: UsageError.self) { try names(["a", "b"], mustBeRange: true) }
    }
}
