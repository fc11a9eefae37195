import CLibrary
import CStackSupport
import ForeignStacks
import TestSupport
import Testing

/// The table of stacks. There is one per process, so each test is a process.
@Suite("Stack registry")
struct StackRegistryTests {
    @Test func overlappingStacksReplaceEachOther() async {
        await #expect(processExitsWith: .success) {
            #expect(sbs_registry_set(0x1000, 0x3000, true))
            #expect(sbs_registry_set(0x3000, 0x5000, true))
            #expect(found(0x2FFF) == ForeignStack(lo: 0x1000, hi: 0x3000))
            #expect(found(0x3000) == ForeignStack(lo: 0x3000, hi: 0x5000), "full, not empty")
            #expect(found(0x5000) == ForeignStack(lo: 0x3000, hi: 0x5000), "empty: there is no neighbour")
            #expect(found(0x3001) == ForeignStack(lo: 0x3000, hi: 0x5000))
            #expect(sbs_registry_set(0x2000, 0x4000, true), "over the end of one and the start of another")
            #expect(found(0x1800) == nil)
            #expect(found(0x3001) == ForeignStack(lo: 0x2000, hi: 0x4000))
            #expect(found(0x4800) == nil)
            #expect(sbs_registry_overlaps(0x3FFF, 0x9000))
            #expect(!sbs_registry_overlaps(0x4000, 0x9000))
            #expect(!sbs_registry_overlaps(0x1000, 0x2000))
            #expect(sbs_registry_set(0x3FFF, 0x4000, false), "part of it")
            #expect(found(0x3001) == nil)
        }
    }

    @Test func invalidBoundsAreRefused() async {
        await #expect(processExitsWith: .success) {
            let before = sbs_registry_generation()
            #expect(!sbs_registry_set(0x2000, 0x2000, true))
            #expect(!sbs_registry_set(0x3000, 0x2000, true))
            #expect(sbs_registry_set(0x1000, 0x2000, false), "was not there: nothing to do")
            #expect(sbs_registry_generation() == before)
        }
    }

    /// In random order against a model, through several enlargements of the table.
    @Test func agreesWithAModel() async {
        await #expect(processExitsWith: .success) {
            var random = SystemRandomNumberGenerator()
            var model: Set<UInt> = []
            for _ in 0..<20_000 {
                let slot = UInt.random(in: 1...600, using: &random)
                let lo = slot << 16
                let present = Int.random(in: 0..<5, using: &random) > 1
                precondition(sbs_registry_set(lo, lo + 0x8000, present))
                if present { model.insert(slot) } else { model.remove(slot) }
                let asked = UInt.random(in: 1...600, using: &random)
                let expected =
                    model.contains(asked)
                    ? ForeignStack(lo: asked << 16, hi: asked << 16 + 0x8000) : nil
                precondition(found(asked << 16 + 0x8000) == expected)
                let again = sbs_registry_find_again(asked << 16 + 0x7000)
                precondition(again.hi == expected?.hi ?? 0 && again.lo == expected?.lo ?? 0)
                precondition(found(asked << 16 + 1) == expected)
                precondition(found(asked << 16) == expected)
                precondition(found(asked << 16 - 1) == nil)
                precondition(found(asked << 16 + 0x8001) == nil)
            }
            precondition(model.count > 128)
        }
    }

    /// Permanent stacks are always found while two threads add and remove others around them.
    @Test func readersNeverMissWhileWritersWrite() async {
        await #expect(processExitsWith: .success) {
            for slot in stride(from: UInt(2), through: 400, by: 2) {
                precondition(sbs_registry_set(slot << 16, slot << 16 + 0x8000, true))
            }
            onThreads(2) {
                for round in 0..<50 {
                    for slot in stride(from: UInt(1), to: 400, by: 2) {
                        _ = sbs_registry_set(slot << 16, slot << 16 + 0x8000, round % 2 == 0)
                    }
                }
            } meanwhile: { _ in
                for _ in 0..<1000 {
                    for slot in stride(from: UInt(2), through: 400, by: 2) {
                        let stack = ForeignStack(lo: slot << 16, hi: slot << 16 + 0x8000)
                        precondition(found(slot << 16 + 0x4000) == stack)
                    }
                }
            }
        }
    }

    @Test func aForkedChildCanWrite() async {
        await #expect(processExitsWith: .success) {
            #expect(sbs_registry_set(0x1000, 0x2000, true))
            let status = inForkedChild {
                guard sbs_registry_find(0x1800).hi == 0x2000 else { return 1 }
                guard sbs_registry_set(0x2000, 0x3000, true) else { return 2 }
                return sbs_registry_find(0x2800).hi == 0x3000 ? 0 : 3
            }
            #expect(status == 0)
            #expect(found(0x2800) == nil)
        }
    }
}

private func found(_ sp: UInt) -> ForeignStack? {
    let answer = sbs_registry_find(sp)
    return answer.hi == 0 ? nil : ForeignStack(lo: answer.lo, hi: answer.hi)
}
