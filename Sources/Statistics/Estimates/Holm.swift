/// Holm's correction: p-values of a family of tests, raised so that the chance of even one false finding
/// among them stays what it is for one test.
///
/// It is never weaker than Bonferroni's, and it holds for tests that depend on each other. Source: S. Holm,
/// "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
public enum Holm {
    /// The adjusted values of a family of tests.
    ///
    /// - Parameter pValues: one per test, each from 0 to 1.
    /// - Returns: one per test in the order given, each from 0 to 1.
    public static func adjusted(_ pValues: [Double]) -> [Double] {
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        var adjusted = pValues
        var highest = 0.0
        for (place, index) in order.enumerated() {
            highest = max(highest, min(1, pValues[index] * Double(pValues.count - place)))
            adjusted[index] = highest
        }
        return adjusted
    }
}
