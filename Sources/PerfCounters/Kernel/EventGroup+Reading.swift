import SystemPackage

extension EventGroup {
    /// What every member has counted since it was opened, in the order of ``members``.
    borrowing func read() -> [Result<EventCount, ReadFault>] {
        switch format {
        case .group:
            guard let leader = members.first else { return [] }
            let counts = counts(readingFrom: leader.descriptor)
            return members.map { member in counts.flatMap { Self.count(of: member, in: $0) } }
        case .single:
            return members.map { member in
                counts(readingFrom: member.descriptor).flatMap { Self.count(of: member, in: $0) }
            }
        }
    }

    private borrowing func counts(readingFrom descriptor: Int32) -> Result<[UInt64: EventCount], ReadFault> {
        var words = [UInt64](repeating: 0, count: format.words(members: members.count))
        do throws(Errno) {
            let byteCount = try kernel.read(descriptor, into: &words)
            do throws(ReadFault) {
                return .success(try format.decode(words, byteCount: byteCount, members: members.count))
            } catch {
                return .failure(error)
            }
        } catch {
            return .failure(.failed(error))
        }
    }

    private static func count(
        of member: Member, in counts: [UInt64: EventCount]
    ) -> Result<EventCount, ReadFault> {
        counts[member.identifier].map { .success($0) } ?? .failure(.missing)
    }
}
