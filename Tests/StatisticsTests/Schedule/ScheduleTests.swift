import Statistics
import Testing

struct ScheduleTests {
    private let workloads: [(workload: String, subjects: [String])] = [
        ("first", ["a", "b", "c", "d", "e"]), ("second", ["a", "b"]), ("third", ["x", "y", "z", "a"]),
        ("single", ["a"]),
    ]

    private func schedule(rounds: Int, seed: UInt64 = 1) -> Schedule {
        Schedule(subjectsByWorkload: workloads, rounds: rounds, seed: seed)
    }

    /// The subjects of a workload in the order of each round.
    private func orders(_ schedule: Schedule, workload: String) -> [[String]] {
        (0..<schedule.rounds).map { round in
            schedule.cells(inRound: round).filter { $0.workload == workload }.map(\.subject)
        }
    }

    @Test(arguments: [0, 1, 2, 3, 7, 20])
    func everyCellOncePerRound(rounds: Int) {
        let cells = schedule(rounds: rounds).cells
        #expect(cells.count == rounds * 12)
        #expect(Set(cells).count == cells.count)
        for round in 0..<rounds {
            let inRound = cells[(round * 12)..<(round * 12 + 12)]
            #expect(inRound.allSatisfy { $0.round == round })
            let scheduled = Set(inRound.map { [$0.workload, $0.subject] })
            #expect(
                scheduled == Set(workloads.flatMap { entry in entry.subjects.map { [entry.workload, $0] } }))
        }
    }

    @Test func subjectsOfAWorkloadRunOneAfterTheOther() {
        for round in 0..<6 {
            var remaining = schedule(rounds: 6).cells(inRound: round)[...]
            while let next = remaining.first {
                let count = workloads.first { $0.workload == next.workload }?.subjects.count ?? 0
                let run = remaining.prefix { $0.workload == next.workload }
                #expect(run.map(\.position) == Array(0..<count))
                remaining = remaining.dropFirst(run.count)
            }
        }
    }

    @Test func everySecondRoundIsTheReverse() {
        for entry in workloads {
            let orders = orders(schedule(rounds: 40), workload: entry.workload)
            for round in stride(from: 0, to: 40, by: 2) {
                #expect(orders[round + 1] == orders[round].reversed())
            }
        }
    }

    @Test(arguments: [2, 4, 10, 26])
    func eachPrecedesEveryOtherEquallyOften(rounds: Int) {
        for entry in workloads {
            var precedes: [[String]: Int] = [:]
            var positions: [String: Int] = [:]
            for order in orders(schedule(rounds: rounds), workload: entry.workload) {
                for (position, subject) in order.enumerated() {
                    positions[subject, default: 0] += position
                    for later in order[(position + 1)...] { precedes[[subject, later], default: 0] += 1 }
                }
            }
            let count = entry.subjects.count
            #expect(precedes.count == count * (count - 1))
            #expect(precedes.values.allSatisfy { $0 == rounds / 2 })
            #expect(positions.values.allSatisfy { 2 * $0 == rounds * (count - 1) })
        }
    }

    /// Over 2 S rounds, from a block's start, whatever the parity of S.
    @Test func eachFollowsEveryOtherEquallyOften() {
        for entry in workloads {
            let count = entry.subjects.count
            let orders = orders(schedule(rounds: 6 * count), workload: entry.workload)
            for start in stride(from: 0, to: orders.count, by: 2 * count) {
                var neighbours: [[String]: Int] = [:]
                var atPosition: [String: [Int]] = [:]
                for order in orders[start..<(start + 2 * count)] {
                    for (position, subject) in order.enumerated() {
                        atPosition[subject, default: []].append(position)
                    }
                    for pair in zip(order, order.dropFirst()) {
                        neighbours[[pair.0, pair.1], default: 0] += 1
                    }
                }
                #expect(neighbours.count == count * (count - 1))
                #expect(neighbours.values.allSatisfy { $0 == 2 })
                let twice = (0..<count).flatMap { [$0, $0] }
                #expect(atPosition.values.allSatisfy { $0.sorted() == twice })
            }
        }
    }

    @Test func eachBlockIsRelabelled() {
        let orders = orders(schedule(rounds: 400), workload: "first")
        // 40 blocks of 10 rounds; 5 subjects have 120 orders, one block knows 10 of them.
        #expect(Set(orders).count > 60)
    }

    @Test func workloadsComeInDifferentOrders() {
        let orders = (0..<60).map { round in
            schedule(rounds: 60).cells(inRound: round).filter { $0.position == 0 }.map(\.workload)
        }
        #expect(Set(orders).count > 10)
        #expect(Set(orders.map { $0[0] }).count == workloads.count)
    }
}
