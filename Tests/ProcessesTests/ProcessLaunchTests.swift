import CLibrary
import FoundationEssentials
import Processes
import SystemPackage
import TestSupport
import Testing

@Suite("Running a program to its end")
struct ProcessLaunchTests {
    /// A script of the shell. Only hung scripts reach the deadline.
    private func script(_ text: String, seconds: Int = 300) -> ProcessLaunch {
        ProcessLaunch(.path("/bin/sh"), ["-c", text], deadline: .seconds(seconds))
    }

    @Test func whatItSaysAndHowItEnds() throws {
        let ended = try script("echo out; echo err >&2; exit 7").run()
        #expect(ended.output == "out\n" && ended.errors == "err\n" && ended.end == .exited(7))
        #expect(try script("kill -SEGV $$").run().end == .signaled(SIGSEGV))
        #expect(try script("true").run().isSuccess)
    }

    @Test func inputIsReadToItsEndOrNotAtAll() throws {
        let text = String(repeating: "0123456789\n", count: 100_000)
        var launch = ProcessLaunch(.named("wc"), ["-c"], deadline: .seconds(300))
        launch.input = text
        #expect(try launch.run().output.contains("1100000"))
        launch = script("exit 3")
        launch.input = text
        #expect(try launch.run().end == .exited(3))
        #expect(try script("cat").run().output.isEmpty)
    }

    @Test func theChannelIsReadApart() throws {
        var launch = script("echo out; echo report >&3")
        launch.hasChannel = true
        let ended = try launch.run()
        #expect(ended.channel == "report\n" && ended.output == "out\n")
        // Without a channel there is no such descriptor, whatever this process has open.
        #expect(
            try script("{ echo x >&3; } 2>/dev/null && echo open || echo closed").run().output == "closed\n")
    }

    @Test func itHasThreeDescriptorsAndNoSignalBlocked() throws {
        let file = try FileDescriptor.open("/dev/null", .readOnly)
        defer { try? file.close() }
        let open = try ProcessLaunch(.named("ls"), ["/proc/self/fd"], deadline: .seconds(300)).run().output
        #expect(open.split(separator: "\n").count == 4, "and the folder that ls reads: \(open)")
        // The C library does not let anyone touch its own signals, 32 and 33.
        let signals = try script("grep -E 'SigBlk|SigIgn' /proc/self/status").run().output
        let masks = signals.split(separator: "\n").compactMap { UInt64($0.suffix(16), radix: 16) }
        #expect(masks.map { $0 & ~(3 << 31) } == [0, 0])
    }

    @Test func variables() throws {
        var launch = script("echo $A-$B-$HOME")
        launch.variables = .exactly(["A": "1", "B": "x y"])
        #expect(try launch.run().output == "1-x y-\n")
        launch.variables = .inherited(["A": "2", "PATH": nil])
        #expect(try launch.run().output.hasPrefix("2--"))
        launch = script("pwd")
        launch.folder = "/"
        #expect(try launch.run().output == "/\n")
    }

    @Test func aDeadlineEndsItAndAllThatItStarted() throws {
        let folder = try TemporaryFolder()
        // One that goes into a session of its own, one that ignores signals, one that has stopped.
        let ended = try script(
            """
            setsid sh -c 'sleep 1000 & echo $! $$ > \(folder.path)/a; wait' &
            (trap '' TERM INT HUP; sh -c 'echo $PPID $$ > \(folder.path)/b; sleep 1001') &
            (sh -c 'echo $PPID $$ > \(folder.path)/c; kill -STOP $$') &
            sleep 1002
            """, seconds: 1
        ).run()
        #expect(ended.end == .timedOut)
        try expectNothingIsLeft(["a", "b", "c"], in: folder)
    }

    @Test func whatItLeavesBehindIsEnded() throws {
        let folder = try TemporaryFolder()
        let ended = try script(
            "setsid sh -c 'echo $$ > \(folder.path)/a; sleep 1000' & while [ ! -s \(folder.path)/a ]; do :; done"
        ).run()
        #expect(ended.isSuccess)
        try expectNothingIsLeft(["a"], in: folder)
    }

    /// The script's parent is the supervisor.
    @Test func aSupervisorThatIsKilledTakesItWithIt() throws {
        let ended = try script("kill -KILL $PPID; sleep 1000").run()
        #expect(ended.end == .signaled(SIGKILL))
    }

    @Test func moreThanItsReaderTakes() throws {
        var launch = script("head -c 3000000 /dev/zero")
        launch.output = .captured(limit: 2 << 20)
        #expect(throws: LaunchFailure.self) { try launch.run() }
        launch.output = .beginning(limit: 1000)
        #expect(try launch.run().outputBytes == [UInt8](repeating: 0, count: 1000))
    }

    @Test func linesAreToldAsTheyCome() throws {
        var lines: [String] = []
        _ = try script("echo a; echo b; printf c").run { lines.append($0) }
        #expect(lines == ["a", "b"])
    }

    @Test func whatCannotBeStarted() throws {
        func reason(_ executable: ProcessLaunch.Executable) -> String? {
            do {
                _ = try ProcessLaunch(executable, [], deadline: .seconds(300)).run()
                return nil
            } catch {
                return "\(error)"
            }
        }
        let folder = try TemporaryFolder()
        #expect(reason(.named("no-such-program")) == "there is no no-such-program on the PATH")
        #expect(reason(.path("/no/such")) == "/no/such cannot be started: No such file or directory")
        #expect(reason(.path(folder.path)) == "\(folder.path) cannot be started: Permission denied")
        try "x".write(toFile: folder.path.appending("x").string, atomically: false, encoding: .utf8)
        chmod(folder.path.appending("x").string, 0o755)
        #expect(
            reason(.path(folder.path.appending("x")))
                == "\(folder.path.appending("x")) cannot be started: Exec format error")
    }

    /// A program that wrote its answer and ended in time did so, however late its reader comes to look.
    @Test func whatEndedWhileNobodyLookedIsNotLate() throws {
        let ended = try script("echo line; sleep 0.2; echo more", seconds: 1).run { _ in sleep(2) }
        #expect(ended.isSuccess && ended.output == "line\nmore\n")
    }

    @Test func programsAreFoundAsTheShellFindsThem() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (folder.path.appending("first"), folder.path.appending("second"))
        for path in [first.appending("tool"), second] {
            try FileManager.default.createDirectory(
                atPath: path.string, withIntermediateDirectories: true)
        }
        let tool = second.appending("tool")
        try "#!/no/such/interpreter\n".write(toFile: tool.string, atomically: false, encoding: .utf8)
        chmod(tool.string, 0o755)
        let path = "\(first):\(second):/usr/bin:/bin"
        #expect(ProcessLaunch.search("tool", in: path) == tool)
        #expect(ProcessLaunch.search("sh", in: path) != nil)
        #expect(ProcessLaunch.search("first", in: "\(folder.path)") == nil)
        #expect(ProcessLaunch.search("Package.swift", in: "") == nil, "it is here, but no program")
        // It is there, and cannot be executed all the same.
        #expect {
            try ProcessLaunch(.path(tool), [], deadline: .seconds(300)).run()
        } throws: { "\($0)" == "\(tool) cannot be started: No such file or directory" }
    }

    @Test func aProgramThatHasNoNameAnyMore() throws {
        let folder = try TemporaryFolder()
        let copy = folder.path.appending("copy")
        try Data(contentsOf: URL(filePath: "/bin/sh")).write(to: URL(filePath: copy.string))
        chmod(copy.string, 0o755)
        let file = try FileDescriptor.open(copy, .readOnly)
        defer { try? file.close() }
        unlink(copy.string)
        let launch = ProcessLaunch(.open(file, name: "sh"), ["-c", "echo here"], deadline: .seconds(300))
        #expect(try launch.run().output == "here\n")
    }

    /// Who reads for as long as there is something to read never looks at the clock.
    @Test func aProgramThatWritesWithoutEndIsStoppedAtItsDeadline() throws {
        var launch = ProcessLaunch(
            .path("/bin/sh"), ["-c", "yes & yes >&2 & yes >&3 & wait"], deadline: .seconds(1))
        launch.hasChannel = true
        launch.output = .beginning(limit: 100)
        #expect(try launch.run().end == .timedOut)
    }

    private func expectNothingIsLeft(_ names: [String], in folder: borrowing TemporaryFolder) throws {
        for name in names {
            let text = try String(contentsOfFile: folder.path.appending(name).string, encoding: .utf8)
            let processes = text.split { $0.isWhitespace }.compactMap { pid_t($0) }
            #expect(!processes.isEmpty)
            for process in processes {
                #expect(kill(process, 0) != 0 && errno == ESRCH, "\(name): \(process)")
            }
        }
    }
}
