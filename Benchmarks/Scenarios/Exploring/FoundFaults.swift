/// The faults that were found, by cause. Of each, programs of which no step can be left out are kept.
struct FoundFaults {
    private struct Minimal {
        let program: [ExploredStep]
        let cause: ProgramCause
    }

    private var minimal: [ProgramFault: [Minimal]] = [:]
    /// In the order in which they were found.
    private(set) var groups: [ExplorationReport.Group] = []

    /// Counts a fault that a program shows, if a shorter one is known that shows it and that it contains.
    mutating func countIfKnown(_ fault: ProgramFault, in program: [ExploredStep]) -> Bool {
        guard let known = minimal[fault]?.first(where: { $0.program.isContained(in: program) }) else {
            return false
        }
        count(known.cause)
        return true
    }

    /// Adds a program of which no step can be left out.
    mutating func add(_ fault: ProgramFault, in program: [ExploredStep], _ reason: String) {
        let exact = ProgramCause(fault, in: program)
        // The same on the same stack, for less, is known: what else this one needs is another way to get there.
        let known = groups.first { $0.cause.isPart(of: exact) && $0.places.contains(fault.place.name) }
        let cause = known?.cause ?? exact
        minimal[fault, default: []].append(Minimal(program: program, cause: cause))
        guard let index = groups.firstIndex(where: { $0.cause == cause }) else {
            groups.append(
                ExplorationReport.Group(
                    cause: cause, places: [fault.place.name], program: program.map(\.description),
                    reason: reason, programs: 1))
            return
        }
        groups[index].programs += 1
        if !groups[index].places.contains(fault.place.name) { groups[index].places.append(fault.place.name) }
        if program.count < groups[index].program.count {
            groups[index].program = program.map(\.description)
            groups[index].reason = reason
        }
    }

    private mutating func count(_ cause: ProgramCause) {
        guard let index = groups.firstIndex(where: { $0.cause == cause }) else { return }
        groups[index].programs += 1
    }
}

extension [ExploredStep] {
    /// Whether the steps are among those of another program, in the same order, or others there do more.
    func isContained(in other: [ExploredStep]) -> Bool {
        var rest = other[...]
        for step in self {
            guard let index = rest.firstIndex(where: step.isPart) else { return false }
            rest = rest[(index + 1)...]
        }
        return true
    }
}

extension ExploredStep {
    /// Whether another step does all that this one does.
    fileprivate func isPart(of other: ExploredStep) -> Bool {
        switch (self, other) {
        case (.callBack, .callBackDeeper), (.callBack, .overflow), (.callBack, .open): true
        case (.switchTo(let place, let forgets), .switchTo(let other, let others)),
            (.remap(let place, let forgets), .remap(let other, let others)):
            place == other && others.isSuperset(of: forgets)
        default: self == other
        }
    }
}
