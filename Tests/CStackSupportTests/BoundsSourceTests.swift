import CLibrary
import CStackSupport
import ForeignStacks
import SystemPackage
import TestSupport
import Testing

/// What each source says of a thread, and of the main thread. The latter in a process of its own, `tests` on
/// the main thread being out of reach.
@Suite("Sources of bounds", .requires(.mappingQuery))
struct BoundsSourceTests {
    private static let all = [
        SBS_SOURCE_PTHREAD, SBS_SOURCE_PROCMAP, SBS_SOURCE_LIBC_END, SBS_SOURCE_STARTSTACK,
        SBS_SOURCE_MAPS_SP, SBS_SOURCE_MREMAP_PROBE,
    ]

    /// All but the mapping are pthread's answer there.
    @Test func threadsAreKnownToPthread() throws {
        var answers: [sbs_bounds] = []
        try NativeThread.run { answers = Self.all.map { sbs_ask_bounds_source($0) } }
        for (source, answer) in zip(Self.all, answers) where source != SBS_SOURCE_PROCMAP {
            #expect(answer.lo == answers[0].lo && answer.hi == answers[0].hi, "\(source)")
        }
        // A mapping holds the stack, and perhaps its neighbours.
        #expect(answers[1].lo <= answers[0].lo && answers[1].hi >= answers[0].hi)
    }

    /// Which source is in use, as the runtime asks it.
    @Test func theSourceInUseIsAsked() async {
        await #expect(processExitsWith: .success) {
            try NativeThread.run {
                let pthread = sbs_query_bounds()
                #expect(pthread.lo == sbs_query_thread_bounds().lo)
                sbs_use_bounds_source(SBS_SOURCE_PROCMAP)
                #expect(sbs_query_bounds().lo == sbs_ask_bounds_source(SBS_SOURCE_PROCMAP).lo)
                sbs_use_bounds_source(SBS_SOURCE_PTHREAD)
                #expect(sbs_query_bounds().lo == pthread.lo)
            }
        }
    }
}
