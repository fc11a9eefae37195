import CLibrary
import SystemPackage

/// A lock on an open file, which the kernel releases when the process ends, however it ends.
package enum FileLock {
    /// Takes the lock, without waiting.
    ///
    /// What keeps others out is flock(2), which belongs to the open file. The record lock of fcntl(2) beside it
    /// only tells them which process that is; it would be lost with any other descriptor of the file that the
    /// process closes.
    ///
    /// - Parameter file: open for writing.
    /// - Returns: whether it was free.
    package static func take(_ file: FileDescriptor) -> Bool {
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else { return false }
        var record = wholeFile()
        _ = fcntl(file.rawValue, F_SETLK, &record)
        return true
    }

    /// The process that has the lock; nil when nobody has, or the system does not say.
    static func holder(of file: FileDescriptor) -> Int32? {
        var record = wholeFile()
        guard fcntl(file.rawValue, F_GETLK, &record) == 0, record.l_type != Int16(F_UNLCK), record.l_pid > 0
        else { return nil }
        return record.l_pid
    }

    private static func wholeFile() -> CLibrary.flock {
        var record = CLibrary.flock()
        record.l_type = Int16(F_WRLCK)
        record.l_whence = Int16(SEEK_SET)
        return record
    }
}
