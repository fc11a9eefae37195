/// A process of a trace that is built, and what is known of its memory.
struct BuiltProcess {
    /// A thread that has called back.
    struct Thread {
        let index: UInt16
        let isMain: Bool
        var stack: StackFinder.Found?
        var version = 0
    }

    let number: Int
    var space: AddressSpace
    var threads: [Int32: Thread] = [:]
    var mainLimit: UInt64?
    var mappings: Int?
    /// How many mappings were known when they were counted last.
    var known = 0
    /// Libraries and programs that were mapped to be executed, and not reported yet.
    var newFiles: [String] = []
    /// The name of the file that it executes, which is mapped before all others; nil for unknown.
    private(set) var program: String?

    init(number: Int, space: AddressSpace) {
        self.number = number
        self.space = space
    }

    /// Takes notice of a file that is mapped to be executed.
    mutating func noteFile(_ mapping: PerfRecord.Mapping) {
        guard mapping.isExecutable, mapping.name.hasPrefix("/"), !mapping.name.hasPrefix("//") else { return }
        newFiles.append(mapping.name)
        if program == nil { program = mapping.name.split(separator: "/").last.map(String.init) }
    }

    /// It has executed another program: nothing that was there before still is.
    mutating func forgetProgram() {
        self = BuiltProcess(number: number, space: AddressSpace())
    }

    /// It was forked from another.
    mutating func inherit(_ parent: BuiltProcess) { (space, program) = (parent.space, parent.program) }
}
