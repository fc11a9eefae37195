extension EventCount {
    /// The same event counted on each type of core, while the thread was on it.
    ///
    /// Each count was enabled all the time, but for the moments between starting one and the next, and ran while
    /// the thread was on its type: together they ran for the time that one of them was enabled. Where threads ended
    /// they ran for longer: the kernel (6.18) does not tell for how long a count was enabled in a thread that ended
    /// on a core of another type. Nil if one of several ran longer than it was enabled.
    init?(onEachTypeOfCore counts: [EventCount]) {
        guard let first = counts.first else { return nil }
        self = first
        guard counts.count > 1 else { return }
        guard counts.allSatisfy({ $0.running <= $0.enabled }) else { return nil }
        for other in counts.dropFirst() {
            count = count.addingWithoutOverflow(other.count)
            running = running.addingWithoutOverflow(other.running)
        }
        enabled = max(running, counts.map(\.enabled).min() ?? 0)
    }
}

extension UInt64 {
    /// The sum, or the largest number: the kernel's numbers are not trusted to be possible.
    fileprivate func addingWithoutOverflow(_ other: UInt64) -> UInt64 {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }
}
