import CLibrary
import CProcesses
import SystemPackage

/// A program that is running under its supervisor, and the pipes from both.
struct RunningProcess {
    private let launch: ProcessLaunch
    private let start = ContinuousClock.now
    private let supervisor: pid_t
    let output: PipeReader?
    private let errors: PipeReader?
    let channel: PipeReader?
    private let status: PipeReader

    /// What is cut off there is no answer, so it is nobody's but the child's failure.
    private static let channelLimit = 1 << 24

    /// Starts the program. Whether it can be executed is known when it has ended.
    init(_ launch: ProcessLaunch) throws(LaunchFailure) {
        self.launch = launch
        let path = try launch.path()
        do throws(Errno) {
            output = try Self.pipe(launch.output)
            errors = try Self.pipe(launch.errors)
            channel = launch.hasChannel ? try PipeReader(limit: Self.channelLimit) : nil
            status = try PipeReader(limit: 2 * MemoryLayout<sbs_end>.size)
            let input = try Self.input(launch)
            defer { try? input?.close() }
            var start = sbs_launch()
            start.descriptor = launch.descriptor?.rawValue ?? -1
            start.input = input?.rawValue ?? -1
            start.output = Self.place(launch.output, output, STDOUT_FILENO)
            start.errors = Self.place(launch.errors, errors, STDERR_FILENO)
            start.writes_to_terminal = launch.output == .inherited || launch.errors == .inherited
            start.channel = channel?.writing?.rawValue ?? -1
            supervisor = try Self.supervise(&start, launch, path, status)
        } catch {
            throw .refused(launch.name, error)
        }
        for pipe in [output, errors, channel, status] { pipe?.closeWriting() }
    }

    /// Whether the supervisor is there or a pipe is open.
    var isRunning: Bool { pipes.contains { $0.reading != nil } }

    private var pipes: [PipeReader] { [output, errors, channel, status].compactMap { $0 } }

    /// Waits until something comes, a signal does, or a moment has passed, and takes what has come.
    func wait(until moment: ContinuousClock.Instant, watching interruption: FileDescriptor?) {
        let open = pipes.filter { $0.reading != nil }
        var polled = open.compactMap { pipe in
            pipe.reading.map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
        }
        if let interruption {
            polled.append(pollfd(fd: interruption.rawValue, events: Int16(POLLIN), revents: 0))
        }
        let left = max(.zero, moment - ContinuousClock.now) / .milliseconds(1)
        _ = poll(&polled, nfds_t(polled.count), Int32(min(left.rounded(.up), 1e9)))
        for (pipe, poll) in zip(open, polled) where poll.revents != 0 { pipe.readAvailable() }
        // The supervisor has ended everything: who still has a pipe has got away, and is not waited for.
        if status.reading == nil {
            for pipe in pipes {
                pipe.readAvailable()
                pipe.closeReading()
            }
        }
    }

    /// Whether it wrote more than is taken.
    var hasSaidTooMuch: Bool { exceededLimit != nil }

    private var exceededLimit: Int? {
        for (pipe, stream) in [(output, launch.output), (errors, launch.errors)] {
            if case .captured(let limit) = stream, pipe?.isCutOff == true { return limit }
        }
        return nil
    }

    /// Stops the program, if it is to stop with this process.
    func stop() { if launch.stopsWithParent { _ = CLibrary.kill(supervisor, Int32(SBS_STOP)) } }

    /// Lets it go on.
    func goOn() { if launch.stopsWithParent { _ = CLibrary.kill(supervisor, Int32(SBS_CONTINUE)) } }

    /// Asks the program to end.
    func ask() { _ = CLibrary.kill(supervisor, Int32(SBS_ASK)) }

    /// Ends the program, and all that it has started. A supervisor that somebody stopped does not hear that.
    func kill(isLast: Bool) { _ = CLibrary.kill(supervisor, isLast ? SIGKILL : Int32(SBS_KILL)) }

    /// Waits for the supervisor, which has ended or is about to.
    func reap() { waitpid(supervisor, nil, 0) }

    /// How it ended and what it said.
    func ended(_ reason: EndedProcess.End?) throws(LaunchFailure) -> EndedProcess {
        if let limit = exceededLimit { throw .tooMuch(launch.name, limit: limit) }
        let end = if let reason { reason } else { try end() }
        return EndedProcess(
            end: end, outputBytes: output?.bytes ?? [], errors: Self.text(errors),
            channel: Self.text(channel), elapsed: ContinuousClock.now - start)
    }

    private func end() throws(LaunchFailure) -> EndedProcess.End {
        let size = MemoryLayout<sbs_end>.size
        guard status.bytes.count >= size else { return .signaled(SIGKILL) }  // the supervisor was killed
        let end = status.bytes.withUnsafeBytes { $0.loadUnaligned(as: sbs_end.self) }
        switch Int(end.kind) {
        case SBS_NOT_STARTED: throw .refused(launch.name, Errno(rawValue: end.value))
        case SBS_EXITED: return .exited(end.value)
        default: return .signaled(end.value)
        }
    }

    private static func text(_ pipe: PipeReader?) -> String {
        String(decoding: pipe?.bytes ?? [], as: UTF8.self)
    }

    private static func pipe(_ stream: ProcessLaunch.Stream) throws(Errno) -> PipeReader? {
        switch stream {
        case .captured(let limit), .beginning(let limit): try PipeReader(limit: limit)
        case .inherited, .discarded: nil
        }
    }

    private static func place(_ stream: ProcessLaunch.Stream, _ pipe: PipeReader?, _ own: Int32) -> Int32 {
        stream == .inherited ? own : pipe?.writing?.rawValue ?? -1
    }

    private static func input(_ launch: ProcessLaunch) throws(Errno) -> FileDescriptor? {
        guard !launch.input.isEmpty else { return nil }
        let bytes = Array(launch.input.utf8)
        let file = sbs_unnamed_file(bytes, bytes.count)
        if file < 0 { throw Errno(rawValue: errno) }
        return FileDescriptor(rawValue: file)
    }

    private static func supervise(
        _ start: inout sbs_launch, _ launch: ProcessLaunch, _ path: FilePath?, _ status: PipeReader
    ) throws(Errno) -> pid_t {
        let arguments = CStrings([path?.string ?? launch.name] + launch.arguments)
        let environment = CStrings(launch.variables)
        let pid = arguments.withPointers { arguments in
            environment.withPointers { environment in
                (start.arguments, start.environment) = (arguments, environment)
                return withOptionalCString(launch.folder?.string) { folder in
                    withOptionalCString(path?.string) { path in
                        (start.folder, start.path) = (folder, path)
                        return sbs_supervise(&start, status.writing?.rawValue ?? -1)
                    }
                }
            }
        }
        if pid < 0 { throw Errno(rawValue: errno) }
        return pid
    }
}

private func withOptionalCString<Value>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Value) -> Value {
    guard let text else { return body(nil) }
    return text.withCString(body)
}
