/// Puts the records of several rings in the order of time. What happened before one round of reading began is in
/// that round or an earlier one, as a ring is in order itself.
struct RecordOrder {
    private var waiting: [(time: UInt64, record: PerfRecord)] = []
    /// When the last round of reading began.
    var roundBegan: UInt64 = 0

    mutating func add(_ record: PerfRecord, at time: UInt64) { waiting.append((time, record)) }

    /// Hands out what is older than a moment, the oldest first; of equal ones, as they were added.
    mutating func take(before moment: UInt64, _ body: (UInt64, PerfRecord) -> Void) {
        let order = waiting.indices.sorted {
            waiting[$0].time != waiting[$1].time ? waiting[$0].time < waiting[$1].time : $0 < $1
        }
        var rest: [(time: UInt64, record: PerfRecord)] = []
        for index in order {
            let (time, record) = waiting[index]
            if time < moment { body(time, record) } else { rest.append((time, record)) }
        }
        waiting = rest
    }
}
