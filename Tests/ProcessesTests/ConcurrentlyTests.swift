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
        #expect(throws: Failure.self) {
            _ = try concurrently(1000, width: 2) { index in
                calls.withLock { $0 += 1 }
                if index == 5 { throw Failure(index: index) }
                return index
            }
        }
        #expect(calls.withLock { $0 } < 1000)
    }
}
