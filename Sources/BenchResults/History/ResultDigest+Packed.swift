import Cells
import FoundationEssentials
import MachineInspection

/// How digests lie in the index.
extension ResultDigest {
    /// The digest without what results have in common, of which it has the fingerprints: `share` is called with the
    /// texts of those.
    func packed(sharing share: (_ text: Data) -> Fingerprint) throws -> [UInt8] {
        var packer = BytePacker()
        packer.add(commit) { Array($0.utf8) }
        packer.add(isDirty) { [$0 ? 1 : 0] }
        packer.add(startedAt)
        packer.add(sickness.count)
        for reason in sickness { packer.add(Array(reason.utf8)) }
        packer.add(share(try ResultStore.encode(circumstances.value)).bytes)
        packer.add(share(try ResultStore.encode(cells.value)).bytes)
        packer.add(share(try ResultStore.encode(bases.value)).bytes)
        return packer.bytes
    }

    /// Reads what `packed` wrote.
    init(packed: [UInt8], _ texts: inout SharedTexts) throws {
        var packed = ByteUnpacker(packed)
        commit = try packed.reading { String(decoding: $0, as: UTF8.self) }
        isDirty = try packed.reading { $0 == [1] }
        startedAt = try packed.number()
        let count = try packed.number()
        guard 0...1000 ~= count else { throw IndexDamage() }
        sickness = try (0..<count).map { _ in String(decoding: try packed.text(), as: UTF8.self) }
        circumstances = try texts.circumstances(try packed.text())
        cells = try texts.cells(try packed.text())
        bases = try texts.bases(try packed.text())
    }

    /// 32 bytes a cell.
    static func packed(_ measurements: [Measurement]) -> [UInt8] {
        var packer = BytePacker()
        for measurement in measurements {
            let status = CellResult.Status.allCases.firstIndex(of: measurement.status) ?? 0
            packer.add((measurement.basis ?? -1) << 8 | status)
            packer.add(measurement.median)
            packer.add(measurement.lower ?? .nan)
            packer.add(measurement.upper ?? .nan)
        }
        return packer.bytes
    }

    /// Reads what `packed` wrote.
    func measurements(packed: [UInt8]) throws(IndexDamage) -> [Measurement] {
        var packed = ByteUnpacker(packed)
        var measurements: [Measurement] = []
        measurements.reserveCapacity(cells.value.count)
        for _ in cells.value {
            let (head, median) = (try packed.number(), try packed.real())
            let (lower, upper) = (try packed.real(), try packed.real())
            let (status, basis) = (head & 0xFF, head >> 8)
            guard status < Self.statuses.count, basis < bases.value.count else { throw IndexDamage() }
            measurements.append(
                Measurement(
                    status: Self.statuses[status], basis: basis < 0 ? nil : basis, median: median,
                    lower: lower.isNaN ? nil : lower, upper: upper.isNaN ? nil : upper))
        }
        return measurements
    }

    private static let statuses = CellResult.Status.allCases
}

/// What results have in common, read once.
struct SharedTexts {
    /// The text of a fingerprint.
    let text: (_ fingerprint: [UInt8]) throws -> [UInt8]
    private var known: [[UInt8]: any Sendable] = [:]

    init(text: @escaping ([UInt8]) throws -> [UInt8]) { self.text = text }

    mutating func circumstances(
        _ fingerprint: [UInt8]
    ) throws -> ResultDigest.Shared<[ComparableSide.Circumstance]> { try value(fingerprint) }

    mutating func cells(_ fingerprint: [UInt8]) throws -> ResultDigest.Shared<[ResultDigest.Cell]> {
        try value(fingerprint)
    }

    mutating func bases(_ fingerprint: [UInt8]) throws -> ResultDigest.Shared<[ResultDigest.Basis]> {
        try value(fingerprint)
    }

    private mutating func value<Value: Decodable & Sendable>(
        _ fingerprint: [UInt8]
    ) throws -> ResultDigest.Shared<Value> {
        if let value = known[fingerprint] as? ResultDigest.Shared<Value> { return value }
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(try text(fingerprint))) else {
            throw IndexDamage()
        }
        let shared = ResultDigest.Shared(value)
        known[fingerprint] = shared
        return shared
    }
}

extension BytePacker {
    fileprivate mutating func add<Value>(_ reading: Reading<Value>, _ bytes: (Value) -> [UInt8]) {
        add(reading.value == nil ? 0 : 1)
        add(reading.value.map(bytes) ?? Array((reading.reason ?? "").utf8))
    }
}

extension ByteUnpacker {
    fileprivate mutating func reading<Value>(_ value: ([UInt8]) -> Value) throws -> Reading<Value> {
        let isValue = try number() == 1
        let bytes = try text()
        return isValue ? .value(value(bytes)) : .unavailable(String(decoding: bytes, as: UTF8.self))
    }
}
