import CPerfmon
import SystemPackage

/// Finds the number by which perf_event_open(2) knows a tracepoint, a file in tracefs.
struct TracepointLookup {
    let kernel: PerfKernel

    /// Looks where tracefs is mounted, or else in a private mount that nobody else sees and that is gone
    /// afterwards, so that looking changes nothing on the system.
    ///
    /// The old place below debugfs comes last, because just opening it makes the kernel mount something.
    func identifier(of name: TracepointName) throws(CounterUnavailability) -> UInt64 {
        var refusal: Errno?
        for place in ["/sys/kernel/tracing", nil, "/sys/kernel/debug/tracing"] {
            do throws(Errno) {
                let root: Int32
                if let place {
                    root = try kernel.openFile(AT_FDCWD, place)
                } else {
                    root = try kernel.mountTracefs()
                }
                defer { kernel.close(root) }
                guard try isTracefs(root) else { continue }
                return try readIdentifier(of: name, below: root)
            } catch {
                if error == Self.noTracepoint { throw .noTracepoint(name) }
                // A missing place or a refused private mount is no reason to stop or to report.
                let isSilent = place == nil ? Self.privateMountRefusals : [.noSuchFileOrDirectory]
                if !isSilent.contains(error) { refusal = refusal ?? error }
            }
        }
        throw .noTracefs(name, refusal)
    }

    /// Means that tracefs was found but does not have the tracepoint.
    private static let noTracepoint = Errno.noSuchAddressOrDevice

    private static let privateMountRefusals: [Errno] = [.notPermitted, .permissionDenied, .noFunction]

    /// The mount point exists, and is empty, where tracefs is not mounted.
    private func isTracefs(_ root: Int32) throws(Errno) -> Bool {
        do throws(Errno) {
            kernel.close(try kernel.openFile(root, "events"))
            return true
        } catch {
            guard error == .noSuchFileOrDirectory else { throw error }
            return false
        }
    }

    private func readIdentifier(of name: TracepointName, below root: Int32) throws(Errno) -> UInt64 {
        let file: Int32
        do throws(Errno) {
            file = try kernel.openFile(root, name.identifierPath)
        } catch {
            throw error == .noSuchFileOrDirectory ? Self.noTracepoint : error
        }
        defer { kernel.close(file) }
        guard let number = try kernel.number(in: file), number > 0 else { throw .ioError }
        return UInt64(number)
    }
}

extension CounterUnavailability {
    fileprivate static func noTracepoint(_ name: TracepointName) -> CounterUnavailability {
        CounterUnavailability(
            .noSuchFileOrDirectory, cause: "this kernel has no tracepoint \(name.description)",
            remedy: "see available_events in tracefs for those it has")
    }

    fileprivate static func noTracefs(_ name: TracepointName, _ refusal: Errno?) -> CounterUnavailability {
        // Only the option `gid` helps: with mode=755 the number itself is still readable by root only (Linux
        // 6.18).
        let mount = "mount -t tracefs nodev /sys/kernel/tracing"
        return switch refusal {
        case nil:
            CounterUnavailability(
                .noSuchFileOrDirectory,
                cause: "tracefs, which holds the number of \(name.description), is not mounted",
                remedy: "run as root, or as root run \(mount) -o gid=GROUP with a group of "
                    + "this user's, and sysctl kernel.perf_event_paranoid=1")
        case .permissionDenied, .notPermitted:
            CounterUnavailability(
                refusal, cause: "this user cannot read the number of \(name.description) in tracefs",
                remedy: "run as root, or as root run \(mount) -o remount,gid=GROUP with a group of "
                    + "this user's, and sysctl kernel.perf_event_paranoid=1")
        case .operationNotSupportedByDevice:
            CounterUnavailability(
                refusal, cause: "this kernel was built without tracefs, and so without tracepoints",
                remedy: "use a kernel with CONFIG_FTRACE")
        case let error?:
            CounterUnavailability(
                error, cause: "the number of \(name.description) in tracefs cannot be read",
                remedy: "as root run \(mount)")
        }
    }
}
