import SystemPackage

/// A group of events over one run of a region: read, started, stopped and read again.
///
/// Allocated before the region, so that one can be started for each type of core without allocating anything.
final class MeasuredGroup {
    private let group: EventGroup
    private let leader: Int32?
    private let before: [Result<EventCount, ReadFault>]
    private var startError: Errno?
    private var stopError: Errno?

    init(_ group: consuming EventGroup) {
        leader = group.members.first?.descriptor
        before = group.read()
        self.group = group
    }

    var isEmpty: Bool { group.isEmpty }
    var members: [EventGroup.Member] { group.members }
    var format: ReadFormat { group.format }

    /// Starts counting. Between here and ``stop()`` nothing is allocated: it would be counted.
    func start() {
        guard let leader else { return }
        do throws(Errno) { try group.kernel.enable(leader) } catch { startError = error }
    }

    /// Stops counting.
    func stop() {
        guard let leader else { return }
        do throws(Errno) { try group.kernel.disable(leader) } catch { stopError = error }
    }

    /// What each member counted between ``start()`` and ``stop()``, in the order of ``members``; the
    /// count is nil where the kernel's numbers went backwards.
    func outcome() -> [Result<EventCount?, CounterUnavailability>] {
        let after = group.read()
        return members.indices.map { index in
            if let startError { return .failure(.control(startError, action: "start")) }
            if let stopError { return .failure(.control(stopError, action: "stop")) }
            switch (before[index], after[index]) {
            case (.failure(let fault), _), (_, .failure(let fault)): return .failure(.reading(fault))
            case (.success(let before), .success(let after)): return .success(after.since(before))
            }
        }
    }
}
