/// The Go package that drives Go. It is part of the program, so that it can be built wherever the program is.
public enum GoPackage {
    /// Its files by name.
    public static let files: [(name: String, bytes: [UInt8])] = [
        ("driver.go", PackageResources.driver_go),
        ("driver.c", PackageResources.driver_c),
        ("real_runtime.h", PackageResources.real_runtime_h),
        ("go.mod", PackageResources.go_mod),
    ]
}
