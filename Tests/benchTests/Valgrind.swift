import CLibrary

/// What the tests of exact mode need.
enum Valgrind {
    /// Whether valgrind is there. Says in one line what is skipped when it is not.
    static let isThere: Bool = {
        let folders = ["/usr/bin", "/usr/local/bin", "/bin"]
        if folders.contains(where: { access("\($0)/valgrind", X_OK) == 0 }) { return true }
        print("exact counts are not tested: there is no valgrind; scripts/setup --tests installs it")
        return false
    }()
}
