import CLibrary
import ForeignStacks

/// A range of addresses with stacks, their neighbours, and the gaps between them.
///
/// Foreign memory is filled with a pattern, so that an overflow leaves a trace. All of it is unmapped when
/// the object is released.
final class StackMap {
    /// A part of the range, from low addresses to high ones. Sizes are multiples of the page size.
    enum Part {
        /// Nothing may touch it (PROT_NONE).
        case nothing(Int)
        /// Foreign memory, filled with the pattern.
        case memory(Int)
        /// A stack.
        case stack(Int)

        var size: Int {
            switch self {
            case .nothing(let size), .memory(let size), .stack(let size): size
            }
        }
    }

    private static let pattern: UInt8 = 0xa5

    /// The stacks, from low addresses to high ones.
    let stacks: [ForeignStack]
    private let foreign: [ForeignStack]
    private let region: StackRegion

    init(_ parts: [Part], _ placement: StackRegion.Placement) throws(StagingError) {
        let size = parts.reduce(0) { $0 + $1.size }
        var stacks: [ForeignStack] = []
        var foreign: [ForeignStack] = []
        region = try StagingError.setUp { try StackRegion(size: size, placement: placement) }
        var offset = 0
        for part in parts {
            switch part {
            case .nothing: break
            case .memory(let size): foreign.append(try region.opened(offset: offset, length: size))
            case .stack(let size): stacks.append(try region.opened(offset: offset, length: size))
            }
            offset += part.size
        }
        self.stacks = stacks
        self.foreign = foreign
        for part in foreign {
            memset(UnsafeMutableRawPointer(bitPattern: part.lo)!, Int32(Self.pattern), part.size)
        }
        try verify(placement)
    }

    /// Bytes of the foreign memory just below an address that no longer hold the pattern; nil when there
    /// is none.
    func overwritten(below address: UInt) -> Int? {
        guard let part = foreign.first(where: { $0.hi == address }) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: part.lo), count: part.size)
        return bytes.count { $0 != Self.pattern }
    }

    /// Bytes from the top of a stack down to the lowest that was written to: all were zero.
    func used(of stack: ForeignStack) -> Int {
        let bytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: stack.lo), count: stack.size)
        return bytes.count - (bytes.firstIndex { $0 != 0 } ?? bytes.count)
    }

    private func verify(_ placement: StackRegion.Placement) throws(StagingError) {
        for stack in stacks {
            switch placement {
            case .anywhere: break
            case .below(let address): try StagingError.check(stack.hi <= address, "a stack is not below")
            case .above(let address): try StagingError.check(stack.lo >= address, "a stack is not above")
            }
        }
    }
}
