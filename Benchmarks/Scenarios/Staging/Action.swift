/// What a callback does with the stack, and the expected outcome.
enum Action {
    /// Uses this many bytes below its entry, for which there is room, and returns.
    case uses(Int)
    /// Recurses until something stops it, which should happen before the low end.
    case overflows
    /// Is made with a corrupt SP and uses this many bytes if it is accepted.
    case isCorrupt(Int)

    var expectedOutcome: ExpectedOutcome {
        switch self {
        case .uses: .healthy
        case .overflows: .caught
        case .isCorrupt: .noticed
        }
    }

    var bytes: Int {
        switch self {
        case .uses(let bytes), .isCorrupt(let bytes): bytes
        case .overflows: 0
        }
    }
}
