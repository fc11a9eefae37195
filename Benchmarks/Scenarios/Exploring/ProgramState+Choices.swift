// Of programs that do the same, one is explored: steps that commute are in one order, and none is taken that
// nothing comes of. That leaves out:
// - a switch behind a switch, and one that nothing is done on;
// - a fork, a change of thread or a remapping behind a switch that could have come before it;
// - a first step on the second thread, since the two are alike;
// - a stack that is freed before anything was called back on it, and one that is not used again;
// - a thread that exits and is followed by none; a callback that calls out to C, which only returns.

extension ProgramState {
    /// The steps that can be taken next.
    var choices: [ExploredStep] {
        guard last != .overflow else { return [] }
        var choices: [ExploredStep] = [.callBack]
        if place.isRoomy { choices.append(.callBackDeeper) }
        if openHere < (place.isRoomy ? 3 : 1) { choices.append(.open) }
        if openHere > 0 {
            if last != .open { choices.append(.close) }
            choices.append(.longjmp)
        }
        choices.append(.signal)
        choices += switches + remappings + changesOfThread
        if canFork { choices.append(.fork) }
        choices.append(.overflow)
        return choices
    }

    private var hasJustSwitched: Bool {
        if case .switchTo = last { true } else { false }
    }

    private var switches: [ExploredStep] {
        if hasJustSwitched { return [] }
        return ([.own] + ExploredPlace.foreign).filter(canSwitch).flatMap { place in
            forgettings(registers: place != .own && !made.contains(place), notifies: true).map {
                .switchTo(place, forgets: $0)
            }
        }
    }

    private func forgettings(registers: Bool, notifies: Bool) -> [ExploredStep.Forgetting] {
        var all: [ExploredStep.Forgetting] = [[]]
        if registers, cooperation.isRegistered { all += all.map { $0.union(.registering) } }
        if notifies, cooperation.isNotified { all += all.map { $0.union(.notifying) } }
        return all
    }

    private var remappings: [ExploredStep] {
        ExploredPlace.foreign.filter(canRemap).flatMap { place in
            forgettings(registers: registered.contains(place), notifies: false).map {
                .remap(place, forgets: $0)
            }
        }
    }

    private func canRemap(_ place: ExploredPlace) -> Bool {
        guard used.contains(place), !isOpen(place) else { return false }
        // C leaves a stack that it frees, so a switch away from it is none.
        if hasJustSwitched { return false }
        if case .remap(let before, _) = last, before.rawValue > place.rawValue { return false }
        return true
    }

    private var changesOfThread: [ExploredStep] {
        guard place == .own, hasCalledBack, last != .otherThread else { return [] }
        if hasJustSwitched, previousPlace == .own { return [] }
        guard thread == 1, !hasOpenElsewhere else { return [.otherThread] }
        return [.otherThread, openHere > 0 ? .exitInside : .exitThread]
    }

    private var canFork: Bool {
        guard hasCalledBack, !hasForked, !hasOtherThread, !hasJustSwitched else { return false }
        if case .remap = last { return false }
        return last != .fork
    }
}
