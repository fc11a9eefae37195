import CLibrary

/// The signals that a strategy can die by.
enum Signals {
    static let abort = SIGABRT
    static let segmentationFault = SIGSEGV
    static let busError = SIGBUS
    static let alarm = SIGALRM
}
