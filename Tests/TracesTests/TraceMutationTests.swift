import Testing

@testable import Traces

/// Damaged traces, as many as a command line would meet in years.
@Suite("Mutated traces")
struct TraceMutationTests {
    @Test func noneIsACrashOrMoreThanATraceMayHold() throws {
        let seed = SampleTrace.bytes(of: SampleTrace.trace)
        var outcomes = (read: 0, refused: 0)
        for number in 1...UInt64(100_000) {
            var random = MutantRandom(mutant: number)
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 8..<bytes.count, using: &random)
                switch random.next() % 5 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes[place] ^= 1 << UInt8(random.next() % 8)
                case 2: bytes.remove(at: place)
                case 3:
                    bytes.insert(
                        contentsOf: Array(repeating: 0xff, count: Int(random.next() % 12)), at: place)
                default: bytes.removeLast(min(bytes.count - 9, Int(random.next() % 16)))
                }
                if bytes.count < 10 { break }
            }
            do {
                let trace = try TraceDecoder.decode(bytes)
                outcomes.read += 1
                try check(trace)
                _ = TraceSummary(trace)
            } catch {
                outcomes.refused += 1
            }
        }
        #expect(outcomes.read > 1000 && outcomes.refused > 1000, "\(outcomes)")
    }

    private func check(_ trace: Trace) throws {
        for event in trace.events {
            try #require(Int(event.thread) < trace.threads.count)
            try #require(event.depth <= trace.stacks[Int(event.stack)].size)
        }
    }
}
