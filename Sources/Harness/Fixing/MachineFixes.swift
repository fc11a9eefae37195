import BenchResults
import CLibrary
import FoundationEssentials
import MachineInspection
import SystemPackage

/// What `bench doctor` changes on a machine, and changes back.
///
/// The record lies where there is one for the machine, not one for each user: whoever undoes it may have become root in
/// another way. What it says is on the disk before a value is written, so that a program that is killed loses none. When
/// the machine is started anew, the kernel has its own values again, and an older record says nothing any more.
package struct MachineFixes {
    private let files: SystemFiles
    private let path: FilePath

    /// - Parameters:
    ///   - files: where the kernel's files are.
    ///   - record: where the record is, or will be.
    package init(
        files: SystemFiles = SystemFiles(), record: FilePath = "/var/lib/stack-bounds-bench/fixes.json"
    ) {
        (self.files, path) = (files, record)
    }

    /// What was done.
    package struct Report {
        /// What was done, or in a dry run would be, a line each.
        package var done: [String] = []
        /// What could not be, a line each with what to do instead.
        package var failed: [String] = []
    }

    /// Writes what failed checks want, where this user may.
    ///
    /// - Parameters:
    ///   - fixes: what is wanted.
    ///   - isDry: whether nothing is to be changed.
    /// - Returns: what was done.
    /// - Throws: `CommandStopped` or `StoreError` when the record cannot be read or written; nothing is changed then.
    package func apply(_ fixes: [KernelFix], isDry: Bool = false) throws -> Report {
        var report = Report()
        if isDry {
            report.done = fixes.map { "\($0.check): would set \($0.file) from \($0.before) to \($0.after)" }
            return report
        }
        let possible = fixes.filter { fix in
            guard let error = files.refusal(toWrite: fix.file) else { return true }
            report.failed.append(refusal(fix.check, fix.file, fix.after, "\(error)"))
            return false
        }
        if possible.isEmpty { return report }
        let lock = try lock()
        defer { try? lock.close() }
        var record = try current()
        let known = Set(record.changes.map(\.file))
        for fix in possible {
            if let place = record.changes.firstIndex(where: { $0.file == fix.file }) {
                record.changes[place].after = fix.after
            } else {
                record.changes.append(
                    .init(check: fix.check, file: fix.file, before: fix.before, after: fix.after))
            }
        }
        try keep(record)
        for fix in possible {
            if let reason = files.set(fix.file, to: fix.after) {
                report.failed.append(refusal(fix.check, fix.file, fix.after, reason))
                let isUntouched = files.value(of: fix.file) == fix.before && !known.contains(fix.file)
                if isUntouched { record.changes.removeAll { $0.file == fix.file } }
            } else {
                report.done.append("\(fix.check): \(fix.file) was \(fix.before) and is \(fix.after)")
            }
        }
        try keep(record)
        return report
    }

    /// Gives back to each file what it had, if it still has what was written.
    ///
    /// - Parameter isDry: whether nothing is to be changed.
    /// - Returns: what was done.
    /// - Throws: `CommandStopped` or `StoreError` when the record cannot be read or written.
    package func undo(isDry: Bool = false) throws -> Report {
        var report = Report()
        guard access(path.string, F_OK) == 0 else {
            report.done.append("nothing to undo: --fix has left no record at \(path)")
            return report
        }
        var isWriting = !isDry
        if isWriting, access(path.removingLastComponent().string, W_OK) != 0 { isWriting = false }
        let lock = isWriting ? try lock() : nil
        defer { try? lock?.close() }
        var record = try current()
        if record.changes.isEmpty {
            report.done.append("nothing to undo: the machine was started anew since, with values of its own")
        }
        // CPUs may have a value in common, which each of them shows: the last to be written is the first to go.
        for change in record.changes.reversed() where undo(change, isDry: isDry, isWriting, &report) {
            record.changes.removeAll { $0.file == change.file }
        }
        if isWriting { try keep(record) }
        return report
    }

    /// - Returns: whether the change is done with.
    private func undo(
        _ change: FixRecord.Change, isDry: Bool, _ isWriting: Bool, _ report: inout Report
    ) -> Bool {
        let (check, file) = (change.check, change.file)
        switch files.value(of: file) {
        case change.before?: return true
        case change.after? where isDry:
            report.done.append("\(check): would set \(file) from \(change.after) to \(change.before)")
        case change.after?:
            let reason = isWriting ? files.set(file, to: change.before) : "\(Errno.permissionDenied)"
            guard let reason else {
                report.done.append("\(check): \(file) was \(change.after) and is \(change.before) again")
                return true
            }
            report.failed.append(refusal(check, file, change.before, reason))
        case let found?:
            report.done.append(
                "\(check): \(file) is left alone: --fix made it \(change.after), and it is \(found) now")
            return true
        case nil:
            report.failed.append(
                "\(check): \(file) cannot be read, and stays on record as \(change.before): bring its CPU online, or "
                    + "mount it, and undo again")
        }
        return false
    }

    private func refusal(_ check: String, _ file: String, _ value: String, _ reason: String) -> String {
        "\(check): cannot set \(file): \(reason): as root, outside of a container, run: echo \(value) > \(file)"
    }

    private var boot: String? { files.value(of: "/proc/sys/kernel/random/boot_id") }

    /// The record; an empty one where there is none, or one from before the machine was started.
    private func current() throws -> FixRecord {
        guard access(path.string, F_OK) == 0 else { return FixRecord(boot: boot, changes: []) }
        let record: FixRecord
        do { record = try ResultStore.read(path, as: FixRecord.self) } catch {
            throw CommandStopped(
                "\(error): it says what --fix changed; without it set the values by hand, and remove it",
                exitStatus: error.isUsage ? ExitStatus.usage : ExitStatus.failure)
        }
        return record.boot == boot ? record : FixRecord(boot: boot, changes: [])
    }

    private func keep(_ record: FixRecord) throws {
        if !record.changes.isEmpty { return try ResultStore.write(record, to: path, pretty: true) }
        guard unlink(path.string) == 0 || errno == ENOENT else {
            throw StoreError.system(doing: .write, path: path, Errno(rawValue: errno))
        }
    }

    /// Two that fix at once would each record what the other wrote.
    private func lock() throws -> FileDescriptor {
        _ = try ResultStore.destination(path)
        let place = path.removingLastComponent().appending("lock")
        do {
            let file = try FileDescriptor.open(
                place, .readWrite, options: [.create, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
            guard FileLock.take(file) else {
                try? file.close()
                throw CommandStopped("another bench is changing settings of this machine: wait for it")
            }
            return file
        } catch let error as Errno {
            throw StoreError.system(doing: .write, path: place, error)
        }
    }
}
