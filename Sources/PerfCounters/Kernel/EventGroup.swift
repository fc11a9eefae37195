import CPerfmon
import SystemPackage

/// Open events that start and stop together. Its descriptors are closed when it goes out of scope.
struct EventGroup: ~Copyable {
    struct Member {
        /// The counter's index in its plan.
        var counter: Int
        var choice: EventEncoding
        var descriptor: Int32
        var identifier: UInt64
    }

    struct OpenFailure: Error {
        var error: Errno
        /// The way of opening that was tried last.
        var choice: EventEncoding
        /// Whether the event was opened and only reading its identifier failed.
        var isOpened: Bool
    }

    let kernel: PerfKernel
    private(set) var members: [Member] = []
    private(set) var format = ReadFormat.group

    init(kernel: PerfKernel) {
        self.kernel = kernel
    }

    /// Siblings first: without its leader each would become a separate, running event.
    deinit {
        for member in members.reversed() { kernel.close(member.descriptor) }
    }

    var isEmpty: Bool { members.isEmpty }

    /// Opens one more event, in the first of `choices` that the kernel permits. The first event becomes
    /// the leader. If it fails, the group is unchanged.
    mutating func add(counter: Int, choices: [EventEncoding]) throws(OpenFailure) {
        for (position, choice) in choices.enumerated() {
            do throws(OpenFailure) {
                try open(counter: counter, choice: choice)
                return
            } catch {
                let isForbidden = error.error == .permissionDenied || error.error == .notPermitted
                guard isForbidden, !error.isOpened, position < choices.count - 1 else { throw error }
            }
        }
    }

    private mutating func open(counter: Int, choice: EventEncoding) throws(OpenFailure) {
        var format = format
        let descriptor: Int32
        do throws(Errno) {
            descriptor = try open(choice, format: &format)
        } catch {
            throw OpenFailure(error: error, choice: choice, isOpened: false)
        }
        do throws(Errno) {
            let identifier = try kernel.identifier(descriptor)
            members.append(
                Member(counter: counter, choice: choice, descriptor: descriptor, identifier: identifier))
            self.format = format
        } catch {
            kernel.close(descriptor)
            throw OpenFailure(error: error, choice: choice, isOpened: true)
        }
    }

    /// Old kernels refuse to read inherited events as a group, which shows when the leader is opened.
    private func open(_ choice: EventEncoding, format: inout ReadFormat) throws(Errno) -> Int32 {
        let leader = members.first?.descriptor ?? -1
        do throws(Errno) {
            return try kernel.openEvent(choice.attributes(reading: format, asLeader: isEmpty), leader)
        } catch {
            guard error == .invalidArgument, isEmpty, format == .group else { throw error }
            let descriptor = try kernel.openEvent(
                choice.attributes(reading: .single, asLeader: true), leader)
            format = .single
            return descriptor
        }
    }
}
