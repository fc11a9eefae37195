import CPerfmon
import SystemPackage

extension PerfKernel {
    /// The whole number that a small kernel file holds; nil if it cannot be read or holds none.
    func number(inFile path: String) -> Int64? {
        guard let file = try? openFile(AT_FDCWD, path) else { return nil }
        defer { close(file) }
        return try? number(in: file)
    }

    /// The whole number that an open file of at most 31 characters holds; nil if it holds none.
    func number(in file: Int32) throws(Errno) -> Int64? {
        var bytes = [UInt8](repeating: 0, count: 31)
        let count = try read(file, into: &bytes)
        let text = bytes.prefix(max(0, min(count, bytes.count))).prefix { $0 > UInt8(ascii: " ") }
        return Int64(String(decoding: text, as: UTF8.self))
    }

    /// `kernel.perf_event_paranoid`: -1 allows everything, 1 allows kernel mode, 2 (the default) only
    /// user mode, to processes without `CAP_PERFMON`; nil where it cannot be read.
    var paranoidLevel: Int64? { number(inFile: "/proc/sys/kernel/perf_event_paranoid") }
}
