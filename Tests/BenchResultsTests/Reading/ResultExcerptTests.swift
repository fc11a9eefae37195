import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// An excerpt of a result is refused if and only if the result is, and says the same about everything that it is for.
@Suite("Excerpts of results")
struct ResultExcerptTests {
    /// What an index keeps; nil for what is refused.
    private func kept(_ text: Data, omitted: Int = 0) -> [[UInt8]]? {
        guard let result: BenchResult = try? ResultStore.decode(text, of: "x.json", omitted: omitted) else {
            return nil
        }
        let digested = ResultIndex.Digested(result)
        var shared: [[UInt8]] = []
        let packed = try? digested.digest.packed { text in
            shared.append(Array(text))
            return Fingerprint(of: text)
        }
        return shared + [packed ?? [], ResultDigest.packed(digested.measurements)]
    }

    @Test func theReferenceLosesMostOfItsText() throws {
        let text = try RealResult.path.data()
        let excerpt = try #require(ResultExcerpt(of: text))
        #expect(excerpt.text.count < text.count / 4 && excerpt.omitted > 30_000)
        #expect(try #require(kept(text)) == kept(excerpt.text, omitted: excerpt.omitted))
    }

    /// Damaged at random. What is refused as a whole must be refused here too, since the whole text is not looked at when
    /// its excerpt is taken.
    @Test func damagedResultsAreRefusedAlike() throws {
        let seeds =
            try ["run.json", "exact.json", "sweep.json"].map {
                try Repository.root.appending("Tests/ReaderFuzz/Seeds/\($0)").data()
            } + [ResultStore.encode(RealResult.small())]
        var (taken, refused, shortened) = (0, 0, 0)
        for (number, seed) in seeds.enumerated() {
            var mutations = Mutations(seed: UInt64(number + 1))
            for _ in 0..<1500 {
                let text = Data(mutations.next(of: Array(seed)))
                guard let excerpt = ResultExcerpt(of: text) else { continue }
                if excerpt.text.count < text.count { shortened += 1 }
                let whole = kept(text)
                #expect(kept(excerpt.text, omitted: excerpt.omitted) == whole)
                if whole == nil { refused += 1 } else { taken += 1 }
            }
        }
        #expect(taken > 300 && refused > 500 && shortened > 1000, "\(taken) \(refused) \(shortened)")
    }

    private static let replicate = #"{"mappings":null,"nanoseconds":[7],"round":0}"#
    private static let counter =
        #"{"exact":null,"isScaled":false,"name":"a","perCallback":1.5,"rawCount":3,"reason":null}"#
    private static let latency =
        #"{"batch":1,"clockCost":2.5,"count":9,"histogram":"aB+/9=","max":7,"p50":1,"p90":2e-1,"p99":null,"p999":null,"processes":1}"#

    private static let estimate =
        #"{"count":5,"coverage":0.9375,"lower":1,"median":2.5,"reason":null,"upper":1e+01}"#
    private static let withoutInterval =
        #"{"count":5,"coverage":null,"lower":null,"median":0,"reason":"too few","upper":null}"#

    /// Values that are taken out of a cell.
    @Test(arguments: [
        ("replicates", "[\(replicate)]"),
        ("replicates", #"[\#(replicate),{"mappings":65,"nanoseconds":[0,999999999999999],"round":999}]"#),
        ("counters", "[\(counter),\(counter)]"),
        ("counters", "[\(counter.replacing("null,\"isS", with: #"{"callbacks":1,"count":0},"isS"#))]"),
        ("counters", "[\(counter.replacing("1.5", with: "-1.25e+07"))]"), ("latency", latency),
        ("ratioToBest", estimate),
        ("netOfFloor", estimate.replacing(":1,", with: ":-1,")), ("ratioToBest", withoutInterval),
    ])
    func isLeftOut(name: String, value: String) throws {
        let text = #"{"cells":[{"\#(name)":\#(value),"x":[{"\#(name)":\#(value)}]}],"\#(name)":\#(value)}"#
        let excerpt = try #require(ResultExcerpt(of: Data(text.utf8)))
        let short = String(decoding: excerpt.text, as: UTF8.self)
        // Where it is no member of a cell, it stays.
        #expect(short.hasSuffix(#","x":[{"\#(name)":\#(value)}]}],"\#(name)":\#(value)}"#), "\(short)")
        #expect(!short.hasPrefix(#"{"cells":[{"\#(name)":\#(value)"#) && excerpt.omitted > 0, "\(short)")
    }

    /// Values that a reader refuses, or may refuse, or that are spelled in another way.
    @Test(arguments: [
        ("replicates", "[]"), ("replicates", "null"), ("replicates", "[\(replicate)"),
        ("replicates", "[\(replicate),\(replicate)]"),
        ("replicates", "[\(replicate.replacing("[7]", with: "[]"))]"),
        ("replicates", "[\(replicate.replacing("7", with: "-7"))]"),
        ("replicates", "[\(replicate.replacing("7", with: "07"))]"),
        ("replicates", "[\(replicate.replacing("7", with: "7.0"))]"),
        ("replicates", "[\(replicate.replacing("7", with: "7,"))]"),
        ("replicates", "[\(replicate.replacing("7", with: "1000000000000000"))]"),
        ("replicates", "[\(replicate.replacing(":0}", with: ":1000}"))]"),
        ("replicates", "[\(replicate.replacing("null", with: "nul"))]"), ("replicates", "[ \(replicate)]"),
        ("counters", "[\(counter.replacing("1.5", with: "1e100"))]"),
        ("counters", "[\(counter.replacing("1.5", with: "1."))]"),
        ("counters", "[\(counter.replacing("1.5", with: "--1"))]"),
        ("counters", "[\(counter.replacing("1.5", with: "01"))]"),
        ("counters", "[\(counter.replacing("\"a\"", with: "\"\\u0041\""))]"),
        ("counters", "[\(counter.replacing("\"a\"", with: "\"\u{1}\""))]"),
        ("counters", "[\(counter.replacing("\"a\"", with: "\"é\""))]"),
        ("counters", "[\(counter.replacing("false", with: "0"))]"),
        ("counters", "[\(counter.replacing("null,\"isS", with: #"{"callbacks":0,"count":0},"isS"#))]"),
        ("latency", "{}"), ("latency", "null"),
        ("latency", latency.replacing("\"batch\":1", with: "\"batch\":0")),
        ("latency", latency.replacing("2.5", with: "-2.5")),
        ("latency", latency.replacing("aB+", with: "a B")),
        ("latency", latency.replacing("\"p50\":1", with: "\"p50\":-1")),
        ("ratioToBest", "null"), ("ratioToBest", estimate.replacing(":1,", with: ":-1,")),
        ("ratioToBest", withoutInterval.replacing(":0,", with: ":-1,")),
        ("netOfFloor", estimate.replacing(":1,", with: ":3,")),
        ("netOfFloor", estimate.replacing("1e+01", with: "2")),
        ("netOfFloor", estimate.replacing("0.9375", with: "1.5")),
        ("netOfFloor", estimate.replacing("0.9375", with: "0")),
        ("netOfFloor", estimate.replacing("5,", with: "0,")),
        ("netOfFloor", estimate.replacing(":null", with: ":\"x\"")),
        ("netOfFloor", withoutInterval.replacing("\"too few\"", with: "null")),
        ("netOfFloor", estimate.replacing("2.5", with: "0x2")), ("netOfFloor", #"{"count":5,"coverage":0.9"#),
    ])
    func staysAsItIs(name: String, value: String) throws {
        let text = #"{"cells":[{"\#(name)":\#(value)}]}"#
        let excerpt = try #require(ResultExcerpt(of: Data(text.utf8)))
        #expect(String(decoding: excerpt.text, as: UTF8.self) == text && excerpt.omitted == 0)
    }

    /// What only looks like a member of a cell, and texts that end anywhere.
    @Test func neverLosesItsWay() throws {
        let odd = [
            #"{"cells":[{"a":"\"latency\":\#(Self.latency)"}]}"#, #"{"cells":[{"a\\":"}","counters":1}]}"#,
            #"{"cells":[["latency":\#(Self.latency)]]}"#, #"{"cells":[{"a":"x","b":"\\"#,
        ]
        for text in odd {
            let excerpt = try #require(ResultExcerpt(of: Data(text.utf8)))
            #expect(kept(excerpt.text) == nil && kept(Data(text.utf8)) == nil)
        }
        #expect(
            try String(decoding: #require(ResultExcerpt(of: Data(odd[0].utf8))).text, as: UTF8.self) == odd[0]
        )
        let whole = Data(
            #"{"cells":[{"counters":[\#(Self.counter)],"replicates":[\#(Self.replicate)]}]}"#.utf8)
        for count in 0...whole.count {
            guard let excerpt = ResultExcerpt(of: whole.prefix(count)) else { continue }
            #expect(excerpt.text.count <= count)
        }
        #expect(ResultExcerpt(of: Data("{}".utf8)) == nil && ResultExcerpt(of: Data()) == nil)
        #expect(ResultExcerpt(of: Data(#"{ "cells":[]}"#.utf8)) == nil)
    }

    /// What is left out counts as well.
    @Test func theLimitOfValuesHolds() throws {
        let text = try RealResult.path.data()
        let excerpt = try #require(ResultExcerpt(of: text))
        #expect(kept(excerpt.text, omitted: JSONGuard.mostValues) == nil)
    }
}
