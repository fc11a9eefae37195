/// When the windows of a recording begin and end.
struct WindowSchedule {
    private let window: RecordingRequest.Window
    private var isOpen = true
    private var border: UInt64

    /// - Parameters:
    ///   - window: how long each is, and from when to when.
    ///   - time: when the first one began, in nanoseconds.
    init(_ window: RecordingRequest.Window, beginning time: UInt64) {
        self.window = window
        border = time + window.length
    }

    /// Opens or closes a window where it is time to.
    ///
    /// - Parameter time: now, in nanoseconds.
    /// - Returns: whether one is to be open from now on; nil where nothing changes.
    mutating func turn(at time: UInt64) -> Bool? {
        guard time >= border else { return nil }
        isOpen.toggle()
        // From now on, as a busy machine is late.
        border = time + (isOpen ? window.length : window.period - window.length)
        return isOpen
    }
}
