import FoundationEssentials
package import SystemPackage

extension ResultIndex {
    /// A file that may be a result, once its text was read.
    package struct Text: Sendable {
        package let path: FilePath
        let stamp: FileStamp?
        let contents: Data
        /// Of the contents.
        let fingerprint: Fingerprint

        /// Reads a file.
        ///
        /// - Throws: `StoreError`, as `ResultStore.read` does.
        package init(of path: FilePath) throws(StoreError) {
            self.path = path
            (stamp, contents) = try RegularFile.stamped(path)
            fingerprint = Fingerprint(of: contents)
        }

        /// The parts of a merged result, each as a file of its own.
        ///
        /// - Throws: `StoreError` for anything else.
        package static func parts(of path: FilePath) throws -> [Text] {
            guard case .merged(let merged) = try ResultStore.readAny(path) else { return [] }
            var texts: [Text] = []
            for (name, result) in merged.parts(of: path.string) {
                let contents = try ResultStore.checked(result, for: FilePath(name)).text
                texts.append(Text(FilePath(name), contents))
            }
            return texts
        }

        private init(_ path: FilePath, _ contents: Data) {
            (self.path, stamp, self.contents) = (path, nil, contents)
            fingerprint = Fingerprint(of: contents)
        }

        /// Reads the text: nil for a document of another kind.
        ///
        /// - Throws: `StoreError` for what is none.
        package func digested() throws(StoreError) -> Digested? {
            do throws(StoreError) {
                let result = try read()
                if let shard = result.shard?.shard {
                    throw .shard(path: path, shard)
                }
                return Digested(result)
            } catch {
                if error.isOtherKind { return nil }
                throw error
            }
        }

        /// The result, without what an index does not need; where something is wrong, the whole text says what and
        /// where.
        private func read() throws(StoreError) -> BenchResult {
            if let excerpt = ResultExcerpt(of: contents),
                let result: BenchResult = try? ResultStore.decode(
                    excerpt.text, of: path, omitted: excerpt.omitted)
            {
                return result
            }
            return try ResultStore.decode(contents, of: path)
        }
    }

    /// What a history needs of a result that was read.
    package struct Digested: Sendable {
        let digest: ResultDigest
        let measurements: [ResultDigest.Measurement]

        init(_ result: BenchResult) { (digest, measurements) = ResultDigest.of(result) }
    }

    /// Where a document is in the index.
    package struct Place: Hashable, Sendable {
        let fingerprint: [UInt8]
    }

    /// Where the document of a file is, if the file is as it was when it was read.
    package func place(of file: FilePath) throws -> Place? {
        guard let stamp = FileStamp(of: file), let value = try value(.file, key(of: file)) else { return nil }
        var packed = ByteUnpacker(value)
        for part in stamp.values where try packed.number() != part { return nil }
        let fingerprint = try packed.text()
        return try self.value(.digest, fingerprint) == nil ? nil : Place(fingerprint: fingerprint)
    }

    /// Where a document of this text is.
    package func place(of text: Text) throws -> Place? {
        try value(.digest, text.fingerprint.bytes) == nil ? nil : Place(fingerprint: text.fingerprint.bytes)
    }

    /// Keeps what was read: texts with what they are, `isKnown` where that is in the index already.
    package func keep(_ documents: [(text: Text, digested: Digested?, isKnown: Bool)]) throws -> [Place] {
        var rows: [Row] = []
        for (text, digested, isKnown) in documents {
            let fingerprint = text.fingerprint.bytes
            // A file that was written a moment ago can change without a change of its stamp.
            if let stamp = text.stamp, stamp.isSettled {
                var packer = BytePacker()
                for part in stamp.values { packer.add(part) }
                packer.add(fingerprint)
                rows.append(Row(kind: .file, key: key(of: text.path), value: packer.bytes))
            }
            if isKnown { continue }
            var value: [UInt8] = []
            if let digested {
                value = try digested.digest.packed { text in
                    let fingerprint = Fingerprint(of: text)
                    rows.append(Row(kind: .text, key: fingerprint.bytes, value: Array(text)))
                    return fingerprint
                }
                rows.append(
                    Row(
                        kind: .measurements, key: fingerprint,
                        value: ResultDigest.packed(digested.measurements)))
            }
            rows.append(Row(kind: .digest, key: fingerprint, value: value))
        }
        try keep(rows)
        return documents.map { Place(fingerprint: $0.text.fingerprint.bytes) }
    }

    /// The digests at places; nil for documents that are no results.
    package func digests(at places: [Place]) throws -> [ResultDigest?] {
        var texts = SharedTexts { [self] fingerprint in
            guard let text = try value(.text, fingerprint) else { throw IndexDamage() }
            return text
        }
        return try places.map { place in
            guard let packed = try value(.digest, place.fingerprint) else { throw IndexDamage() }
            return packed.isEmpty ? nil : try ResultDigest(packed: packed, &texts)
        }
    }

    /// What was measured in the cells of a result.
    package func measurements(of entry: History.Entry, at place: Place) throws -> [ResultDigest.Measurement] {
        guard let packed = try value(.measurements, place.fingerprint) else { throw IndexDamage() }
        return try entry.digest.measurements(packed: packed)
    }

    /// As it was named: where another file has the name since, its stamp tells.
    private func key(of file: FilePath) -> [UInt8] { Array(file.string.utf8) }
}
