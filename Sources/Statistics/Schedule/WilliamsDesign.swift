/// Orders of n subjects in which each one follows every other equally often.
///
/// The first row is 0, 1, n-1, 2, n-2, ...; row r adds r modulo n. Its neighbours differ by 1, -2, 3,
/// -4, ..., so when n is even every difference occurs once, and with it every ordered pair of
/// neighbours. When n is odd, that takes the rows and their mirror images. Source: E. J. Williams,
/// "Experimental designs balanced for the estimation of residual effects of treatments", Australian
/// Journal of Scientific Research A 2, 1949.
///
/// Here every row is followed by its mirror image. When n is even, the mirror image of row r is row
/// r + n/2, so half of the rows are enough:
///
/// | n | rounds of a block | each at each position | each ordered pair of neighbours |
/// | --- | --- | --- | --- |
/// | even | n | once | once |
/// | odd | 2n | twice | twice |
struct WilliamsDesign {
    /// The number of subjects.
    let count: Int

    /// The number of rows that are needed, each with its mirror image.
    var rows: Int { count.isMultiple(of: 2) ? count / 2 : count }

    /// The number of rounds after which the design is complete.
    var roundsPerBlock: Int { 2 * rows }

    /// The order of row `index`: the numbers from 0 up to `count`.
    func row(_ index: Int) -> [Int] {
        (0..<count).map { column in
            let zigzag = column.isMultiple(of: 2) ? count - column / 2 : column / 2 + 1
            return (zigzag + index) % count
        }
    }
}
