import SystemPackage

/// The files of this repository that tests read.
package enum Repository {
    /// The folder of the package.
    package static let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent()

    /// The results that the README shows.
    package static let reference = root.appending("results/reference")
}
