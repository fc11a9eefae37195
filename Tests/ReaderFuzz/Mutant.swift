import Statistics

/// A damaged document, which its number determines.
struct Mutant {
    /// What it was made of.
    let seed: Seed
    /// Its bytes.
    private(set) var bytes: [UInt8]

    /// Makes the mutant of a number.
    ///
    /// - Parameters:
    ///   - number: its number, from 0.
    ///   - seeds: what there is to damage; at least one.
    init(_ number: UInt64, of seeds: [Seed]) {
        var random = SeededGenerator(seed: number, stream: "mutants")
        seed = seeds[random.number(below: seeds.count)]
        bytes = seed.bytes
        for _ in 0...random.number(below: 2) where (1..<1 << 19).contains(bytes.count) {
            change(&random, other: seeds[random.number(below: seeds.count)])
        }
    }

    private mutating func change(_ random: inout SeededGenerator, other: Seed) {
        // Most of the first few leave no document.
        switch random.number(below: 32) {
        case 0: bytes[random.number(below: bytes.count)] ^= 1 << random.number(below: 8)
        case 1: bytes.removeLast(random.number(below: bytes.count))
        case 2: splice(&random, other.bytes)
        case 3: removeMember(&random)
        case 4: replaceValue(&random)
        case 5: replace(.word, &random) { Hostile.values[$0.number(below: Hostile.values.count)] }
        case 6, 7: moveLine(&random)
        case 8, 9: repeatMember(&random)
        case 10...17: replace(.number, &random) { Hostile.numbers[$0.number(below: Hostile.numbers.count)] }
        case 18...21: replace(.string, &random) { Hostile.string(&$0) }
        case 22...28: rename(&random)
        default: poison(&random)
        }
    }

    /// A piece of another document in the place of one of this.
    private mutating func splice(_ random: inout SeededGenerator, _ other: [UInt8]) {
        let start = random.number(below: bytes.count)
        let end = min(bytes.count, start + random.number(below: 200))
        let from = random.number(below: other.count)
        bytes.replaceSubrange(start..<end, with: other[from..<min(other.count, from + 200)])
    }

    /// A line that is there twice, or somewhere else, or not at all.
    private mutating func moveLine(_ random: inout SeededGenerator) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = random.number(below: lines.count)
        let content = lines[line]
        if random.number(below: 3) > 0 { lines.remove(at: line) }
        if random.number(below: 3) > 0 {
            let times = random.number(below: 20) == 0 ? min(500, 400_000 / max(1, content.count)) : 1
            let place = random.number(below: lines.count + 1)
            lines.insert(contentsOf: Array(repeating: content, count: times), at: place)
        }
        bytes = Array(lines.joined(separator: [0x0A]))
    }

    /// Another token in the place of one of a kind.
    private mutating func replace(
        _ kind: Token.Kind, _ random: inout SeededGenerator, by new: (inout SeededGenerator) -> [UInt8]
    ) {
        for _ in 0...random.number(below: 2) {
            let groups = Token.groups(of: kind, in: bytes)
            guard !groups.isEmpty else { return }
            let group = groups[random.number(below: groups.count)]
            bytes.replaceSubrange(group[random.number(below: group.count)].range, with: new(&random))
        }
    }

    /// A name that is hostile wherever it is, so that what belongs together still does.
    private mutating func rename(_ random: inout SeededGenerator) {
        let strings = Token.all(in: bytes).filter { $0.kind == .string }
        guard !strings.isEmpty else { return }
        let old = bytes[strings[random.number(below: strings.count)].range]
        let new = Hostile.name(&random)
        replaceAll(strings.filter { bytes[$0.range] == old }) { _ in new }
    }

    /// Many hostile strings at once.
    private mutating func poison(_ random: inout SeededGenerator) {
        let every = 1 + random.number(below: 40)
        var chosen: [Token] = []
        for token in Token.all(in: bytes) where token.kind == .string && random.number(below: every) == 0 {
            chosen.append(token)
        }
        let new = Hostile.name(&random)
        replaceAll(chosen) { _ in new }
    }

    private mutating func replaceAll(_ tokens: [Token], by new: (Token) -> [UInt8]) {
        var result: [UInt8] = []
        var place = 0
        for token in tokens {
            result += bytes[place..<token.range.lowerBound] + new(token)
            place = token.range.upperBound
        }
        bytes = result + bytes[place...]
    }

    /// A value in the place of another one.
    private mutating func replaceValue(_ random: inout SeededGenerator) {
        let values = Token.values(in: bytes)
        guard !values.isEmpty else { return }
        let old = values[random.number(below: values.count)]
        let new =
            random.number(below: 2) == 0
            ? Array(bytes[values[random.number(below: values.count)]])
            : Hostile.values[random.number(below: Hostile.values.count)]
        bytes.replaceSubrange(old, with: new)
    }

    /// A member or element that is there again.
    private mutating func repeatMember(_ random: inout SeededGenerator) {
        let members = Token.members(in: bytes, areElements: random.number(below: 4) > 0)
        guard !members.isEmpty else { return }
        let member = members[random.number(below: members.count)]
        let times = random.number(below: 8) == 0 ? min(3000, 400_000 / max(1, member.count)) : 1
        let copies = Array(repeating: Array(bytes[member]) + [UInt8(ascii: ",")], count: times).joined()
        bytes.insert(contentsOf: copies, at: member.lowerBound)
    }

    private mutating func removeMember(_ random: inout SeededGenerator) {
        let members = Token.members(in: bytes, areElements: random.number(below: 4) > 0)
        guard !members.isEmpty else { return }
        let member = members[random.number(below: members.count)]
        let comma = member.upperBound < bytes.count && bytes[member.upperBound] == UInt8(ascii: ",") ? 1 : 0
        bytes.removeSubrange(member.lowerBound..<(member.upperBound + comma))
    }
}
