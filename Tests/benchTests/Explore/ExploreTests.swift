import BenchResults
import CLibrary
import FoundationEssentials
import Scenarios
import SystemPackage
import TestSupport
import Testing

/// `bench explore` with real strategies: it finds what is known of them without being told.
@Suite("Explore") struct ExploreTests: ~Copyable {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func explore(
        _ arguments: String...
    ) async throws -> (result: ExploreResult, run: Program.Run) {
        let run = try await Program.bench.run(
            ["explore"] + arguments + ["--seed", "1", "--format", "json", "--longer", "0", "--budget", "10m"])
        return (try JSONDecoder().decode(ExploreResult.self, from: Data(run.output.utf8)), run)
    }

    private func causes(
        _ exploration: ExploreResult.Exploration?, _ fault: String, on stack: String,
        with ingredient: String = ""
    ) -> [ExploreResult.Cause] {
        (exploration?.causes ?? []).filter {
            $0.fault == fault && $0.stacks.contains(stack)
                && (ingredient.isEmpty || $0.cause.contains(ingredient))
        }
    }

    @Test func theWindowFailsOnCloseStacks() async throws {
        let (result, run) = try await explore("sp-window", "--depth", "4")
        #expect(run.status == .exited(3))
        let found = result.explorations.first
        #expect(found?.completeDepth == 4)
        for fault in ["U", "S", "T"] {
            let causes = causes(found, fault, on: "lower adjacent")
            #expect(!causes.isEmpty && causes.allSatisfy { $0.program.count <= 6 }, "\(fault)")
        }
    }

    @Test func boundsForTheLifeOfAThreadAreStale() async throws {
        let (result, _) = try await explore("fixed", "--depth", "4")
        #expect(
            !causes(result.explorations.first, "T", on: "upper adjacent", with: "more than one stack").isEmpty
        )
    }

    @Test func aCalloutThatNeverReturnedIsRefused() async throws {
        let (result, _) = try await explore("requery", "--depth", "4")
        let cause = try #require(
            causes(result.explorations.first, "S", on: "guarded", with: "longjmp").first)
        #expect(cause.reason.contains("exit 2"))
        #expect(cause.program.contains("longjmp out of the callback"))
    }

    /// Machines and stacks of callbacks that never return: nothing but what is lost shows it.
    @Test(arguments: [
        ("uncached", "a thread that exits inside a callback", "1 machine is never given back"),
        ("hop", "longjmp out of a callback", "1 stack of the runtime's own"),
    ])
    func whatIsLostIsFound(strategy: String, ingredient: String, reason: String) async throws {
        let (result, run) = try await explore(strategy, "--depth", "5")
        #expect(run.status == .exited(3))
        let cause = try #require(causes(result.explorations.first, "D", on: "own", with: ingredient).first)
        #expect(cause.reason.contains(reason) && cause.program.count <= 6)
    }

    @Test func adjacentMappingsAreOne() async throws {
        let (result, _) = try await explore("procmap", "--depth", "3")
        #expect(!causes(result.explorations.first, "U", on: "malloc'd").isEmpty)
        #expect(causes(result.explorations.first, "U", on: "guarded").isEmpty)
    }

    /// A cache of stacks by their top page that nobody tells of a stack that is freed.
    @Test(.requires(.cCompiler)) func aCacheWithoutValidationMissesARemappedStack() async throws {
        let library = try await PlugIn(
            names: [#""cache""#],
            declarations: """
                static struct { uintptr_t top, lo, hi; } known[64];
                static int mapping(uintptr_t sp, uintptr_t *lo, uintptr_t *hi) {
                    FILE *maps = fopen("/proc/self/maps", "r");
                    if (maps == NULL) return 0;
                    int found = 0;
                    while (!found && fscanf(maps, "%lx-%lx%*[^\\n]", lo, hi) == 2) found = sp > *lo && sp <= *hi;
                    fclose(maps);
                    return found;
                }
                """,
            update: """
                const unsigned place = sp >> 12 & 63;
                if (known[place].top != sp >> 12) {
                    known[place].top = sp >> 12;
                    if (!mapping(sp, &known[place].lo, &known[place].hi)) { known[place].lo = sp - 4096; \
                known[place].hi = sp + 4096; }
                }
                machine->lo = known[place].lo; machine->hi = known[place].hi;
                machine->guard = machine->lo + SBS_STACK_GUARD; machine->confidence = SBS_CONFIDENCE_UPPER_BOUND;
                return;
                """
        ).built(as: "cache", in: folder.path)
        let (result, run) = try await explore("cache", "--strategy-library", library, "--depth", "5")
        let cause = try #require(
            causes(result.explorations.first, "U", on: "guarded", with: "freed and mapped anew").first,
            "\(run.errors)")
        #expect(cause.program.count <= 6)
        #expect(result.explorations.first?.strategy.name == "cache")
    }

    @Test func theSameSeedFindsTheSame() async throws {
        func causes() async throws -> ExploreResult {
            let run = try await Program.bench.run(
                "explore", "sp-window", "--depth", "2", "--longer", "300", "--seed", "7", "--format", "json",
                "--budget", "10m")
            return try JSONDecoder().decode(ExploreResult.self, from: Data(run.output.utf8))
        }
        let (first, second) = (try await causes(), try await causes())
        let (one, other) = (try #require(first.explorations.first), try #require(second.explorations.first))
        #expect(one.causes == other.causes && one.total == other.total && one.longer == 300)
    }

    @Test func theDocumentIsAsItsSchemaSays() async throws {
        let (_, run) = try await explore("sp-window", "--depth", "2")
        let file = folder.path.appending("exploration.json")
        try file.write(run.output)
        try await JSONSchema.check(file, "exploration")
    }
}
