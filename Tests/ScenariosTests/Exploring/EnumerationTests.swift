import Testing

@testable import Scenarios

/// Which programs are explored.
@Suite struct EnumerationTests {
    private func programs(_ length: Int, _ cooperation: Cooperation = .none) -> [[ExploredStep]] {
        var enumeration = ProgramEnumeration(length: length, cooperation)
        return Array(AnyIterator { enumeration.next() })
    }

    /// Four ways to call back once: plainly, deeper, from a handler, and until the stack overflows.
    @Test func programsOfOneStepCallBack() {
        #expect(programs(1) == [[.callBack], [.callBackDeeper], [.signal], [.overflow]])
    }

    @Test func noProgramIsThereTwiceAndAllArePossible() {
        for length in 1...4 {
            let all = programs(length, .all)
            #expect(Set(all).count == all.count)
            #expect(all.allSatisfy { ProgramState.isProgram($0, .all) && $0.count == length })
        }
    }

    /// What commutes, or nothing comes of, is there once or not at all.
    @Test func programsThatDoTheSameAreThereOnce() throws {
        let all = programs(4)
        try #require(all.count > 1000)
        for program in all {
            #expect(program.last?.isObservation == true)
            #expect(program.first != .otherThread && program.first != .fork)
            for (step, next) in zip(program, program.dropFirst()) {
                if case .switchTo = step, case .switchTo = next { Issue.record("\(program)") }
                if case .switchTo = step, next == .fork { Issue.record("\(program)") }
                if step == .open, next == .close { Issue.record("\(program)") }
                #expect(step != .overflow)
            }
        }
    }

    /// The second thread can exit in its callbacks, but not while one is open on another stack, and something
    /// follows.
    @Test func threadsExitInsideOfTheirCallbacks() throws {
        let exit: [ExploredStep] = [.callBack, .otherThread, .open, .exitInside, .callBack]
        #expect(ProgramState.isProgram(exit, .none))
        #expect(programs(5).contains(exit))
        #expect(!ProgramState.isProgram(exit.dropLast(), .none))
        #expect(!ProgramState.isProgram([.open, .exitInside, .callBack], .none), "the first thread stays")
        #expect(
            !ProgramState.isProgram(
                [.callBack, .otherThread, .switchTo(.small), .open, .switchTo(.own), .exitInside, .callBack],
                .none))
        #expect(ExploredStep("exit this thread inside the callback") == .exitInside)
    }

    /// A stack that was freed is used again; one on which nothing was called back is not freed.
    @Test func stacksAreFreedBetweenTwoCallbacks() throws {
        let remapped = programs(5).filter { $0.contains(.remap(.small)) }
        try #require(
            remapped.contains([.switchTo(.small), .callBack, .remap(.small), .switchTo(.small), .callBack]))
        for program in remapped {
            let index = try #require(program.firstIndex(of: .remap(.small)))
            #expect(
                program[..<index].contains(.switchTo(.small)) && program[index...].contains(.switchTo(.small))
            )
        }
    }

    /// Only a strategy that wants to be told can be forgotten.
    @Test func programsForgetOnlyWhatIsWanted() {
        func forgets(_ cooperation: Cooperation, _ what: ExploredStep.Forgetting) -> Bool {
            programs(2, cooperation).contains { $0[0] == .switchTo(.guarded, forgets: what) }
        }
        #expect(!forgets(.none, .registering) && !forgets(.none, .notifying))
        #expect(forgets(.all, .registering) && forgets(.all, .notifying))
        #expect(!forgets(Cooperation(isNotified: false, isRegistered: true), .notifying))
        #expect(programs(4, .all).count > programs(4).count)
    }

    @Test func whatBeginsWithADeadProgramIsSkipped() {
        var enumeration = ProgramEnumeration(length: 3, .none) { $0 == [.signal] }
        let rest = Array(AnyIterator { enumeration.next() })
        #expect(rest == programs(3).filter { $0[0] != .signal })
        #expect(rest.count < programs(3).count)
    }

    @Test func aCallbackIsLeftOnTheThreadAndStackThatItWasMadeOn() {
        var state = ProgramState(.none)
        for step in [ExploredStep.callBack, .switchTo(.small), .open, .switchTo(.own), .otherThread] {
            #expect(state.choices.contains(step))
            state.take(step)
        }
        #expect(!state.choices.contains(.switchTo(.small)), "a callback of the other thread is open there")
        #expect(!state.choices.contains(.remap(.small)))
        #expect(!state.choices.contains(.close))
        state.take(.callBack)
        state.take(.otherThread)
        state.take(.switchTo(.small))
        #expect(state.choices.contains(.close))
    }

    @Test func everyStepIsReadFromItsLine() throws {
        try #require(ExploredStep.all.count > 40)
        for step in ExploredStep.all { #expect(ExploredStep(step.description) == step) }
        #expect(ExploredStep("call home") == nil)
    }

    @Test func randomProgramsArePossible() throws {
        var random: any RandomNumberGenerator = SystemRandomNumberGenerator()
        let programs = (0..<500).compactMap { _ in
            ProgramState.randomProgram(length: 10, .all, using: &random)
        }
        try #require(programs.count > 100)
        #expect(programs.allSatisfy { ProgramState.isProgram($0, .all) && 10...14 ~= $0.count })
    }
}
