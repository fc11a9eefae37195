/// What one type of core counted of an event; where all cores are alike, all of it.
struct CountedPart {
    let member: EventGroup.Member
    /// Nil where all cores are alike.
    let type: CoreType?
    /// The count is nil where the kernel's numbers went backwards.
    let result: Result<EventCount?, CounterUnavailability>
    let format: ReadFormat

    /// Those of every event of a group that has run.
    static func all(of group: MeasuredGroup, on type: CoreType?) -> [CountedPart] {
        zip(group.members, group.outcome()).map { member, result in
            CountedPart(member: member, type: type, result: result, format: group.format)
        }
    }
}

extension CounterReading {
    /// A counter that was read on each type of core that the thread may run on.
    ///
    /// - Parameters:
    ///   - counter: which.
    ///   - parts: what was counted, at least one.
    ///   - pass: the run of the region.
    init(of counter: PlannedCounter, parts: [CountedPart], pass: Int) {
        let first = parts[0]
        do throws(CounterUnavailability) {
            var counts: [EventCount] = []
            var isContradictory = false
            for part in parts {
                let count = try part.result.get()
                if let count { counts.append(count) } else { isContradictory = true }
            }
            self.init(
                of: counter, choice: first.member.choice,
                count: isContradictory ? nil : EventCount(onEachTypeOfCore: counts), pass: pass,
                format: first.format)
        } catch {
            self.init(of: counter, choice: first.member.choice, because: error)
        }
        let names = parts.compactMap(\.type?.name)
        guard !names.isEmpty else { return }
        coreTypes = names
        notes.append("counted on cores of type \(names.joined(separator: " and "))")
    }
}
