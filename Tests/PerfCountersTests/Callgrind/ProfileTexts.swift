/// Profiles in callgrind's format, written by hand from its manual: a loop that calls an entry, which calls a
/// function of a library, and itself.
enum ProfileTexts {
    /// 10 calls.
    static let once = text(calls: 10, loop: 57, entry: 290, library: 40)
    /// 20 calls.
    static let twice = text(calls: 20, loop: 107, entry: 580, library: 80)

    static func text(calls: Int, loop: Int, entry: Int, library: Int) -> String {
        """
        # callgrind format
        version: 1
        creator: callgrind-3.19.0
        pid: 1
        cmd:  ./program {"a":"b=c"}
        part: 1


        desc: I1 cache: 
        desc: Timerange: Basic block 0 - 30
        desc: Trigger: Program termination

        positions: line
        events: Ir
        summary: \(loop + entry + library)


        ob=(1) /tmp/program
        fl=(1) ???
        fn=(1) sbs_loop
        0 \(loop - 7)
        cfn=(2) sbs_entry
        calls=\(calls) 0 
        0 \(entry + library)
        0 7

        fn=(2)
        0 \(entry - 9)
        cfn=(4) sbs_entry'2
        calls=1 0 
        * 9
        cob=(2) /lib/libc.so.6
        cfi=(1)
        cfn=(3) pthread_self
        calls=\(calls) 0 
        +3 \(library)

        fn=(4)
        0 9

        ob=(2)
        fl=(1)
        fn=(3)
        0 \(library)

        totals: \(loop + entry + library)

        """
    }

    /// With caches and branches simulated; costs of 0 at the end of a line are left out.
    static let simulated = """
        version: 1
        creator: callgrind-3.19.0
        desc: I1 cache: 32768 B, 64 B, 8-way associative
        desc: D1 cache: 32768 B, 64 B, 8-way associative
        desc: LL cache: 8388608 B, 64 B, 16-way associative
        positions: line
        events: Ir Dr Dw I1mr D1mr D1mw ILmr DLmr DLmw Bc Bcm Bi Bim
        fn=(1) f
        0 100 30 20 1 2 3 1 1 1 10 4 5 2
        0 50 5
        totals: 150 35 20 1 2 3 1 1 1 10 4 5 2
        """
}
