extension [ExploredStep] {
    /// Programs that do less: without one, two or three steps, or with a step that does less. Not all are
    /// possible.
    var simpler: [[ExploredStep]] {
        var programs: [[ExploredStep]] = []
        for i in indices {
            programs.append(without([i]))
            for j in indices where j > i {
                programs.append(without([i, j]))
                for k in indices where k > j { programs.append(without([i, j, k])) }
            }
        }
        programs.sort { $0.count > $1.count }
        return programs
            + indices.compactMap { index in
                self[index].simpler.map { step in
                    var program = self
                    program[index] = step
                    return program
                }
            }
    }

    private func without(_ left: [Int]) -> [ExploredStep] {
        indices.filter { !left.contains($0) }.map { self[$0] }
    }
}

extension ExploredStep {
    /// The step that does the same but for one thing; nil if there is none.
    fileprivate var simpler: ExploredStep? {
        switch self {
        case .callBackDeeper, .overflow: .callBack
        case .switchTo(let place, let forgets) where !forgets.isEmpty: .switchTo(place)
        case .remap(let place, let forgets) where !forgets.isEmpty: .remap(place)
        default: nil
        }
    }
}
