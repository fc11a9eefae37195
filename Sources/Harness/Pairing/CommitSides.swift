import SystemPackage

/// The two sides of `bench commits`, as named on the command line.
package enum CommitSides: Sendable {
    /// HEAD, and the working tree.
    case workingTree
    /// Two commits or programs.
    case named(old: String, new: String)

    /// Takes the arguments of the command: two names, or one range `A..B`.
    ///
    /// - Throws: `UsageError` for anything else, and for anything but one range when that is required.
    package init(_ names: [String], mustBeRange: Bool) throws(UsageError) {
        var names = names
        if names.count == 1, let range = names[0].firstRange(of: ".."),
            range.lowerBound > names[0].startIndex, range.upperBound < names[0].endIndex
        {
            names = [String(names[0][..<range.lowerBound]), String(names[0][range.upperBound...])]
        } else if mustBeRange {
            throw UsageError("--bisect takes one range, A..B")
        }
        guard names.count == 2 else {
            throw UsageError("commits takes two commits, or --working-tree; there are \(names.count)")
        }
        self = .named(old: names[0], new: names[1])
    }

    /// The commits that the names currently stand for.
    func resolved() throws -> (old: PairingSide, new: PairingSide) {
        let git = Git(folder: ".")
        switch self {
        case .workingTree:
            let head = try Revision.resolve("HEAD", in: git)
            return (.revision(head), .revision(try .workingTree(in: git)))
        case .named(let old, let new):
            return (try PairingSide(old, in: git), try PairingSide(new, in: git))
        }
    }
}
