/// Every scenario of real runtimes. To add one, add a file to this folder and a line here.
public enum RuntimeScenarioCatalogue {
    /// In the order of the matrix.
    public static let all: [RuntimeScenario] = [
        .ownThread, .mainThread,
        .goTest,
        .above64k, .above256k,
        .small24k,
        .closeStacks,
        .remapped,
        .nested,
        .migration,
        .recycledStack,
        .manyMappings,
        .roomBelow, .roomAbove,
        .deepOwn,
        .deepGuardBelow, .deepGuardAbove,
        .deepCanaryBelow, .deepCanaryAbove,
    ]
}
