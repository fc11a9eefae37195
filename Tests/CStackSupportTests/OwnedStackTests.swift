import CLibrary
import CStackSupport
import TestSupport
import Testing

/// There is one pool per process, so each test is a process.
@Suite("Owned stacks")
struct OwnedStackTests {
    @Test func findsItsStacksToTheByte() async {
        await #expect(processExitsWith: .success) {
            #expect(sbs_owned_stack_holding(0x1000).hi == 0, "before there are any")
            let stack = sbs_owned_stack_take()
            let next = sbs_owned_stack_take()
            #expect(next.lo >= stack.hi || stack.lo >= next.hi)
            for (sp, isOn) in [
                (stack.lo, false), (stack.lo + 1, true), (stack.hi - 1, true), (stack.hi, true),
                (stack.hi + 1, false),
            ] {
                #expect((sbs_owned_stack_holding(sp).hi == stack.hi) == isOn, "\(sp - stack.lo)")
            }
            sbs_owned_stack_put(stack.hi)
            #expect(sbs_owned_stacks_in_use() == 1)
            #expect(sbs_owned_stack_take().lo == stack.lo, "the last that was given back")
            sbs_owned_stack_put(0)
            sbs_owned_stack_put(UInt.max)
            #expect(sbs_owned_stacks_in_use() == 2, "what is no owned stack is left alone")
        }
    }

    @Test func usableFromEndToEnd() async {
        await #expect(processExitsWith: .success) {
            let stack = sbs_owned_stack_take()
            for address in [stack.lo, stack.hi - 1] {
                UnsafeMutablePointer<UInt8>(bitPattern: address)!.pointee = 1
            }
        }
    }

    @Test func guardedBelow() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            UnsafeMutablePointer<UInt8>(bitPattern: sbs_owned_stack_take().lo - 1)!.pointee = 1
        }
    }

    /// Taken and given back by threads at once and by a handler that interrupts them: never to two.
    @Test func noStackHasTwoOwners() async {
        await #expect(processExitsWith: .success) {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in useAStack() }
            sigaction(SIGUSR1, &action, nil)
            onThreads(3) {
                for _ in 0..<5000 { useAStack() }
            } meanwhile: { threads in
                for _ in 0..<200 { for thread in threads { pthread_kill(thread, SIGUSR1) } }
            }
            #expect(sbs_owned_stacks_in_use() == 0)
        }
    }
}

/// Marks a stack as its own for a moment, and dies if somebody else has marked it.
private func useAStack() {
    let stack = sbs_owned_stack_take()
    let mark = UnsafeMutablePointer<UInt>(bitPattern: stack.lo)!
    precondition(mark.pointee == 0)
    mark.pointee = 1
    precondition(mark.pointee == 1)
    mark.pointee = 0
    sbs_owned_stack_put(stack.hi)
}
