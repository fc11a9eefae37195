import CLibrary
import CStackSupport
import ForeignStacks
import SystemPackage
import TestSupport
import Testing

/// The kept descriptor: after fork, after somebody closed it, and when it cannot be opened. Each test is a
/// process, since the descriptor belongs to the process.
@Suite("Kept descriptors", .requires(.mappingQuery))
struct SelfDescriptorTests {
    /// The child maps a page that the parent does not have, and must see its own mappings, not the parent's.
    @Test func aForkedChildAsksAboutItself() async {
        await #expect(processExitsWith: .success) {
            _ = try mapping(at: UInt(sbs_stack_pointer())).get()  // the parent's descriptor is open
            let status = inForkedChild {
                let page = sysconf(Int32(_SC_PAGESIZE))
                let fresh = mmap(nil, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
                if mprotect(fresh + page, page, PROT_READ) != 0 { return 1 }
                var answer = sbs_mapping()
                if sbs_query_mapping(UInt(bitPattern: fresh) + UInt(page), &answer) != 0 { return 2 }
                if answer.start != UInt(bitPattern: fresh) + UInt(page) { return 3 }
                return answer.end == answer.start + UInt(page) ? 0 : 4
            }
            #expect(status == 0)
            #expect(throws: Never.self) { try mapping(at: UInt(sbs_stack_pointer())).get() }
        }
    }

    @Test func aClosedDescriptorIsOpenedAgain() async {
        await #expect(processExitsWith: .success) {
            let before = try mapping(at: UInt(sbs_stack_pointer())).get()
            for number in Int32(3)..<256 where isMaps(number) { close(number) }
            #expect(mapping(at: UInt(sbs_stack_pointer())) == .success(before))
        }
    }

    /// Something else was opened under the number: then ENOTTY does not mean an old kernel.
    @Test func aDescriptorOfSomethingElseIsNotBelieved() async {
        await #expect(processExitsWith: .success) {
            let before = try mapping(at: UInt(sbs_stack_pointer())).get()
            let null = open("/dev/null", O_RDONLY)
            for number in Int32(3)..<256 where isMaps(number) { dup2(null, number) }
            #expect(mapping(at: UInt(sbs_stack_pointer())) == .success(before))
            #expect(mapping(at: UInt(sbs_stack_pointer())) == .success(before))
        }
    }

    @Test func aFileThatCannotBeOpenedIsAnErrorWithAReason() async {
        await #expect(processExitsWith: .success) {
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &none) == 0)
            errno = 99
            #expect(mapping(at: UInt(sbs_stack_pointer())) == .failure(.tooManyOpenFiles))
            #expect(guardRegion(4096, 8192) == .failure(.tooManyOpenFiles))
            #expect(errno == 99, "a signal handler's errno is the interrupted code's")
        }
    }

    @Test(.requires(.root))
    func withoutProcThereIsAReason() async {
        await #expect(processExitsWith: .success) {
            try #require(chroot("/usr/share") == 0)
            let error = mapping(at: UInt(sbs_stack_pointer()))
            #expect(error == .failure(Errno(rawValue: ENODEV)))
        }
    }

    @Test(arguments: [
        (ENOTTY, "kernel older than 6.11"), (EMFILE, "no file descriptor is left"),
        (EACCES, "the process may not read its own files below /proc"),
        (ENODEV, "/proc is not mounted"), (ENOTSUP, "not a Linux kernel"),
    ])
    func reasons(error: Int32, reason: String) {
        #expect(sbs_mapping_query_problem(error).map { String(cString: $0) } == reason)
    }

    @Test func guardReasonNamesItsOwnKernel() {
        #expect(sbs_guard_query_problem(EINVAL).map { String(cString: $0) } == "kernel older than 6.15")
    }
}

/// Whether a descriptor is one of a file `maps`.
private func isMaps(_ number: Int32) -> Bool {
    var buffer = [CChar](repeating: 0, count: 256)
    let length = readlink("/proc/self/fd/\(number)", &buffer, buffer.count)
    return length > 0
        && String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
            .hasSuffix("/maps")
}
