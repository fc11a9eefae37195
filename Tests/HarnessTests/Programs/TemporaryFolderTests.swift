import CLibrary
import FoundationEssentials
import SystemPackage
import Testing

@testable import Harness

@Suite("Folders for temporary files")
struct TemporaryFolderTests {
    private func exists(_ path: FilePath) -> Bool { FileManager.default.fileExists(atPath: path.string) }

    @Test func aKilledOneIsSweptAwayAndALivingOneIsNot() throws {
        let living = try TemporaryFolder()
        // Nobody has a lock on it, as when its process was killed.
        let parent = living.path.removingLastComponent()
        let name = try #require(living.path.lastComponent).string.dropLast(16)
        let killed = parent.appending(name + "0123456789abcdef")
        let other = parent.appending(name + "of-somebody-else")
        for folder in [killed, other] {
            try FileManager.default.createDirectory(
                atPath: folder.appending("inside").string, withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(atPath: other.string) }
        let next = try TemporaryFolder()
        // Another program may be the one that is sweeping it away.
        for _ in 0..<100 where exists(killed) { usleep(100_000) }
        #expect(exists(living.path) && exists(next.path) && exists(other) && !exists(killed))
        next.remove()
        #expect(!exists(next.path))
    }

    @Test func itGoesWithItsOwner() throws {
        var path: FilePath
        do {
            let folder = try TemporaryFolder()
            path = folder.path
            #expect(exists(path))
        }
        #expect(!exists(path))
    }
}
