import ForeignStacks
import SystemPackage

extension StagingError {
    /// Fails with the description unless the claim holds.
    static func check(_ claim: Bool, _ description: @autoclosure () -> String) throws(StagingError) {
        if !claim { throw .broken(description()) }
    }

    /// Fails with the meaning of an error number other than 0.
    static func check(error: CInt, _ doing: String) throws(StagingError) {
        if error != 0 { throw .unavailable("\(doing): \(Errno(rawValue: abs(error)))") }
    }

    /// Runs `body`, whose failure means that the system lacks something.
    static func setUp<Value: ~Copyable>(_ body: () throws -> Value) throws(StagingError) -> Value {
        do {
            return try body()
        } catch {
            throw .unavailable("\(error)")
        }
    }
}

extension StackRegion {
    /// Makes a part of it accessible.
    ///
    /// - Throws: `StagingError` where that is not possible.
    borrowing func opened(offset: Int, length: Int) throws(StagingError) -> ForeignStack {
        do {
            return try open(offset: offset, length: length)
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
