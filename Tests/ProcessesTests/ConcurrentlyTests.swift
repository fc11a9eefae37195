import CLibrary
import Processes
import Synchronization
import Testing

@Suite("Calls on several threads")
struct ConcurrentlyTests {
    private struct Failure: Error {
        let index: Int
    }

    @Test(arguments: [0, 1, 2, 50])
    func resultsComeInOrder(count: Int) throws {
        #expect(try concurrently(count, width: 3) { 2 * $0 } == (0..<count).map { 2 * $0 })
    }

    @Test func theFirstErrorEndsIt() {
        let calls = Mutex(0)
        let isThrown = Mutex(false)
        #expect(throws: Failure.self) {
            _ = try concurrently(1000, width: 2) { index in
                calls.withLock { $0 += 1 }
                if index == 5 {
                    isThrown.withLock { $0 = true }
                    throw Failure(index: index)
                }
                // The other thread is to be late, not lucky.
                while index > 5, !isThrown.withLock(\.self) { usleep(1000) }
                usleep(1000)
                return index
            }
        }
        #expect(calls.withLock { $0 } < 1000)
    }
}
