import Cells

extension History {
    /// What each session of a machine says about a cell: 40 bytes each, since histories have a million of them.
    public struct Points: RandomAccessCollection, Sendable {
        private var packed: [Packed] = []
        /// By place.
        private var breaks: [Int: [String]] = [:]
        /// Those of the whole history.
        var bases: [ResultDigest.Basis] = []

        private struct Packed: Sendable {
            let session: Int32
            /// Negative without a cost.
            let basis: Int32
            let median: Double
            /// NaN without an interval.
            let lower: Double
            let upper: Double
            let status: CellResult.Status
        }

        init(capacity: Int) { packed.reserveCapacity(capacity) }

        /// The place of the first point.
        public var startIndex: Int { 0 }
        /// How many there are.
        public var endIndex: Int { packed.count }

        /// A point, by its place.
        public subscript(place: Int) -> Point {
            let point = packed[place]
            let measurement = ResultDigest.Measurement(
                status: point.status, basis: point.basis < 0 ? nil : Int(point.basis), median: point.median,
                lower: point.lower.isNaN ? nil : point.lower, upper: point.upper.isNaN ? nil : point.upper)
            return Point(
                session: Int(point.session), status: point.status, cost: measurement.cost(bases),
                breaks: breaks[place] ?? [])
        }

        /// Calls `body` with the session of each point, its cost in nanoseconds if it has one, and whether something
        /// makes that incomparable with the value before: what most readers need, without making points.
        package func forEachCost(_ body: (_ session: Int, _ cost: Double?, _ isBroken: Bool) -> Void) {
            for (place, point) in packed.enumerated() {
                body(Int(point.session), point.basis < 0 ? nil : point.median, breaks[place] != nil)
            }
        }

        /// What makes values incomparable with those before them, by session.
        package var allBreaks: [(session: Int, breaks: [String])] {
            breaks.sorted { $0.key < $1.key }.map { (Int(packed[$0.key].session), $0.value) }
        }

        mutating func append(
            _ measurement: ResultDigest.Measurement, basis: Int?, session: Int, breaks: [String]
        ) {
            if !breaks.isEmpty { self.breaks[packed.count] = breaks }
            packed.append(
                Packed(
                    session: Int32(session), basis: Int32(basis ?? -1), median: measurement.median,
                    lower: measurement.lower ?? .nan, upper: measurement.upper ?? .nan,
                    status: measurement.status))
        }
    }
}

extension History.Points: Encodable {
    /// Writes an array of points.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for point in self { try container.encode(point) }
    }
}
