import CLibrary
import CStackSupport
import ForeignStacks
import SystemPackage

/// The mapping that holds an address, or the error number.
func mapping(at address: UInt) -> Result<ForeignStack, Errno> {
    var answer = sbs_mapping()
    let error = sbs_query_mapping(address, &answer)
    if error != 0 { return .failure(Errno(rawValue: error)) }
    return .success(ForeignStack(lo: answer.start, hi: answer.end))
}

/// The highest guard region in a range, or the error number.
func guardRegion(_ lo: UInt, _ hi: UInt) -> Result<ForeignStack, Errno> {
    var answer = sbs_bounds()
    let error = sbs_query_highest_guard(lo, hi, &answer)
    if error != 0 { return .failure(Errno(rawValue: error)) }
    return .success(ForeignStack(lo: answer.lo, hi: answer.hi))
}

/// Installs guard markers in a range of pages.
func installGuard(_ lo: UInt, _ length: Int) -> Bool {
    madvise(UnsafeMutableRawPointer(bitPattern: lo), length, 102) == 0  // MADV_GUARD_INSTALL
}

/// Runs the body in a forked child and returns its exit status; Swift hides fork(2) since most of Swift
/// is not safe in the child. The body must keep to async-signal-safe C.
func inForkedChild(_ body: @convention(c) () -> Int32) -> Int32 {
    typealias Fork = @convention(c) () -> Int32
    let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
    let child = fork()
    if child == 0 { _exit(body()) }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
}
