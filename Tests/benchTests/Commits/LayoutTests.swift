import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Programs that are linked with their functions in other orders, with a `swift` whose link is a script.
@Suite("Layouts", .serialized)
struct LayoutTests {
    /// What SwiftPM leaves of the command that linked a program. The script copies the program and says with what
    /// it was called.
    private func hook(_ link: String) -> String {
        """
        mkdir -p .build/release
        cat > .build/link <<'END'
        #!/bin/sh
        \(link)
        END
        chmod +x .build/link
        cat > .build/release.yaml <<END
            args: ["$PWD/.build/link","-o","$PWD/.build/release/other","-emit-executable"]
            args: ["$PWD/.build/link","-L","/x","-o","$PWD/.build/release/bench","-emit-executable","-g"]
        END
        """
    }

    private let working = """
        while [ "$1" != -o ]; do shift; done
        cp .build/release/bench "$2" && echo "# $*" >> "$2" && echo "$*" >> "$FAKE_LINKS"
        """

    @Test func areLinkedOnceAndMeasured() async throws {
        try await FakeProject.inFolder { project in
            let log = project.folder.appending("links")
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 105_000))
            let hook =
                "export FAKE_LINKS='\(log)'\n" + hook(working.replacing("$FAKE_LINKS", with: log.string))
            let run = try await project.commits(["HEAD~1", "HEAD"], hook: hook)
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(try project.comparison().session?.layoutSeeds == Array(1...12))
            #expect(run.output.contains("one of 12 layouts"), "\(run.output)")
            let links = try String(contentsOf: URL(filePath: log.string), encoding: .utf8)
                .split(separator: "\n")
            #expect(links.count == 24)
            for seed in 1...12 {
                #expect(links.count { $0.hasSuffix("--shuffle-sections=.text*=\(seed)") } == 2)
            }
            #expect(links.allSatisfy { $0.contains("-use-ld=lld") && !$0.contains("release/other") })
            try await JSONSchema.check(project.folder.appending("comparison.json"), "comparison")
            // They are kept with their programs.
            let again = try await project.commits(["HEAD~1", "HEAD"], hook: hook)
            #expect(again.complaints.count { $0.hasSuffix("was built before") } == 2, "\(again.errors)")
            #expect(try project.comparison().session?.layoutSeeds?.count == 12)
            #expect(try await project.leftovers().isEmpty)
        }
    }

    @Test func theNaturalOneIfWanted() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_001))
            let run = try await project.commits(
                ["HEAD~1", "HEAD", "--natural-layout"], hook: hook("exit 1"))
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(!run.errors.contains("linked"))
            let session = try #require(try project.comparison().session)
            #expect(session.layoutSeeds == nil)
            #expect(run.output.contains("ran one layout"), "\(run.output)")
        }
    }

    /// A link that fails is said, and both sides are measured as they were built.
    @Test func whatCannotBeLinked() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 105_000))
            let second = """
                while [ "$1" != -o ]; do shift; done
                case "$*" in *=2) echo 'ld.lld: error: no such option' >&2; exit 1 ;; esac
                cp .build/release/bench "$2"
                """
            let run = try await project.commits(["HEAD~1", "HEAD"], hook: hook(second))
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(
                run.complaints.count {
                    $0.contains("natural layout") && $0.hasSuffix("ld.lld: error: no such option")
                } == 2, "\(run.errors)")
            #expect(try project.comparison().session?.layoutSeeds == nil)
        }
    }
}
