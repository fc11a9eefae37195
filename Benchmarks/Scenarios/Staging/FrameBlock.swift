import CScenarioActions

/// Memory in a frame of the calling thread's stack. Swift's own temporary allocations of more than a kilobyte
/// go to the heap.
enum FrameBlock {
    private struct Call {
        let body: (UnsafeMutableRawBufferPointer) -> Void
        let size: Int
    }

    /// Calls `body` with `size` bytes in a frame below the caller's.
    static func with(
        _ size: Int, _ body: (UnsafeMutableRawBufferPointer) throws(StagingError) -> Void
    ) throws(StagingError) {
        var failure: StagingError?
        withoutActuallyEscaping(body) { body in
            var call = Call(
                body: { block in
                    do throws(StagingError) { try body(block) } catch { failure = error }
                }, size: size)
            withUnsafeMutablePointer(to: &call) { call in
                sbs_with_frame_block(
                    size,
                    { block, argument in
                        let call = argument!.assumingMemoryBound(to: Call.self).pointee
                        call.body(UnsafeMutableRawBufferPointer(start: block, count: call.size))
                    }, call)
            }
        }
        if let failure { throw failure }
    }
}
