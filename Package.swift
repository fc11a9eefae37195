// swift-tools-version: 6.3
import PackageDescription

// `swift run bench` builds the debug configuration. The code that is measured is optimised in it all
// the same, so that the command people type gives true numbers; every result records that it was.
let optimisedSwift: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]
let optimisedC: [CSetting] = [
    .define("_GNU_SOURCE", .when(platforms: [.linux])),
    .define("_XOPEN_SOURCE", .when(platforms: [.macOS])),
    .unsafeFlags(["-O2"], .when(configuration: .debug)),
    .unsafeFlags(["-std=c17", "-Wall", "-Wextra", "-fno-omit-frame-pointer"]),
]

let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "stack-bounds-bench",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
    ],
    targets: [
        .target(name: "CStackSupport", cSettings: optimisedC),
        .systemLibrary(
            name: "CPerfmon", providers: [.apt(["libpfm4-dev"]), .yum(["libpfm-devel"])]),
        .target(
            name: "CallbackRuntime", dependencies: ["CStackSupport"], swiftSettings: optimisedSwift),
        .target(
            name: "BoundsStrategies", dependencies: ["CallbackRuntime"], swiftSettings: optimisedSwift),
        .target(
            name: "ForeignStacks", dependencies: ["CStackSupport", systemPackage],
            swiftSettings: optimisedSwift),
        .target(name: "PerfCounters", dependencies: ["CPerfmon", systemPackage]),
        .target(name: "Measurement", dependencies: ["CStackSupport", "PerfCounters", systemPackage]),
        .target(name: "BenchResults", dependencies: ["Measurement", "PerfCounters", systemPackage]),
        .target(
            name: "Workloads", dependencies: ["CallbackRuntime", "ForeignStacks"],
            path: "Benchmarks/Workloads", swiftSettings: optimisedSwift),
        .testTarget(
            name: "CallbackRuntimeTests", dependencies: ["CStackSupport", "CallbackRuntime", "ForeignStacks"]),
        .testTarget(
            name: "BoundsStrategiesTests",
            dependencies: ["BoundsStrategies", "CStackSupport", "CallbackRuntime"]),
        .testTarget(name: "PerfCountersTests", dependencies: ["CPerfmon", "PerfCounters", systemPackage]),
        .testTarget(name: "MeasurementTests", dependencies: ["Measurement", systemPackage]),
        .testTarget(
            name: "BenchResultsTests",
            dependencies: ["BenchResults", "Measurement", "PerfCounters", systemPackage]),
        .testTarget(
            name: "WorkloadsTests",
            dependencies: ["BoundsStrategies", "CallbackRuntime", "ForeignStacks", "Workloads"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
        ]
}
