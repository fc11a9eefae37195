import CLibrary
import SystemPackage

/// What tells one state of a file from another without reading it.
struct FileStamp: Equatable {
    /// Device, inode, size in bytes, and the times of the last change of its contents and of anything about it, in
    /// nanoseconds since 1970. The last of these no program can set.
    let values: [Int]

    /// Nil when there is no such file.
    init?(of path: FilePath) {
        var info = stat()
        guard stat(path.string, &info) == 0 else { return nil }
        self.init(info)
    }

    init?(of file: FileDescriptor) {
        var info = stat()
        guard fstat(file.rawValue, &info) == 0 else { return nil }
        self.init(info)
    }

    private init(_ info: stat) {
        values = [
            Int(info.st_dev), Int(info.st_ino), Int(info.st_size), Self.nanoseconds(info.st_mtim),
            Self.nanoseconds(info.st_ctim),
        ]
    }

    /// Whether a later change will have another stamp: clocks of file systems go in steps, of up to 2 s on some.
    var isSettled: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Self.nanoseconds(now) - values[4] > 2_000_000_000
    }

    private static func nanoseconds(_ time: timespec) -> Int {
        time.tv_sec.multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ time.tv_nsec
    }
}
