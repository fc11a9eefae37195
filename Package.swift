// swift-tools-version: 6.3
import PackageDescription

// `swift run bench` builds the debug configuration. Everything except the tests is still optimised in it, so
// that the command people type gives true numbers; every result records this.
let optimisedSwift: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]
let upcomingFeatures = ["ExistentialAny", "MemberImportVisibility"].map {
    SwiftSetting.enableUpcomingFeature($0)
}
let optimisedC: [CSetting] = [
    .unsafeFlags(["-O2"], .when(configuration: .debug)),
    .unsafeFlags(["-std=c17", "-Wall", "-Wextra", "-fno-omit-frame-pointer"]), .headerSearchPath("."),
]

// A replicate is a process, so start-up time and the number of mappings are part of the measurement:
// linked statically the child starts in 3.7 ms with 39 mappings, dynamically in 5.8 ms with over 100.
let staticStandardLibrary: [LinkerSetting] = [  // results and journals identify the program by its build id
    .unsafeFlags(["-static-stdlib", "-Xlinker", "--build-id=sha1"], .when(platforms: [.linux])),
    .linkedLibrary("_FoundationCShims", .when(platforms: [.linux])),
    .linkedLibrary("_FoundationCollections", .when(platforms: [.linux])),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")  // for tests
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")
let package = Package(
    name: "stack-bounds-bench", platforms: [.macOS(.v15)],
    products: [.executable(name: "bench", targets: ["bench"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        .target(name: "CLibrary"),
        .target(name: "CStackSupport", cSettings: optimisedC),
        .target(name: "CProcesses", dependencies: ["CStackSupport"], cSettings: optimisedC),
        .target(
            name: "CScenarioActions", dependencies: ["CProcesses", "CStackSupport"], cSettings: optimisedC),
        .target(name: "CRealRuntimes", dependencies: ["CStackSupport"], cSettings: optimisedC),
        .target(name: "CRecording", dependencies: ["CStackSupport"], cSettings: optimisedC),
        .target(name: "CHarnessSupport", dependencies: ["CStackSupport"], cSettings: optimisedC),
        .target(name: "Processes", dependencies: ["CLibrary", "CProcesses", systemPackage]),
        .systemLibrary(name: "CPerfmon", providers: [.apt(["libpfm4-dev"]), .yum(["libpfm-devel"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .yum(["sqlite-devel"])]),
        .target(name: "Database", dependencies: ["CSQLite"]),
        .target(name: "CallbackRuntime", dependencies: ["CLibrary", "CStackSupport"]),
        .target(name: "BoundsStrategies", dependencies: ["CLibrary", "CStackSupport", "CallbackRuntime"]),
        .target(name: "FileReading", dependencies: ["CLibrary", systemPackage]),
        .target(name: "Cells"),
        .target(
            name: "ForeignStacks", dependencies: ["CLibrary", "CStackSupport", "FileReading", systemPackage]),
        .target(
            name: "PerfCounters", dependencies: ["CHarnessSupport", "CPerfmon", "FileReading", systemPackage]),
        .target(name: "Statistics", dependencies: ["CLibrary", histogram]),
        .target(
            name: "MachineInspection",
            dependencies: [
                "CHarnessSupport", "CLibrary", "CStackSupport", "FileReading", "PerfCounters", systemPackage,
            ]),
        .target(
            name: "Traces",
            dependencies: ["CLibrary", "CRecording", "FileReading", "Processes", systemPackage]),
        .target(name: "ChildProtocol", dependencies: ["Cells", "PerfCounters", "Statistics"]),
        .target(
            name: "RealRuntimes",
            dependencies: ["CLibrary", "CRealRuntimes", "CStackSupport", "ChildProtocol"],
            resources: ["driver.go", "driver.c", "go.mod", "real_runtime.h"].map { .embedInCode("Go/\($0)") }),
        .target(
            name: "BenchResults",
            dependencies: [
                "CLibrary", "Cells", "ChildProtocol", "Database", "FileReading", "MachineInspection",
                "PerfCounters", "Statistics", "Traces", systemPackage,
            ]),
        .target(
            name: "Report",
            dependencies: [
                "BenchResults", "CLibrary", "Cells", "ChildProtocol", "MachineInspection", "PerfCounters",
                "Processes", "Statistics", "Traces",
            ]),
        .target(
            name: "Workloads",
            dependencies: ["CLibrary", "CStackSupport", "CallbackRuntime", "ForeignStacks", "Traces"],
            path: "Benchmarks/Workloads"),
        .target(
            name: "Scenarios",
            dependencies: [
                "CLibrary", "CProcesses", "CScenarioActions", "CStackSupport", "CallbackRuntime", "Cells",
                "ChildProtocol", "FileReading", "ForeignStacks", "RealRuntimes", "Traces", "Workloads",
                systemPackage,
            ],
            path: "Benchmarks/Scenarios"),
        .target(
            name: "Harness",
            dependencies: [
                "BenchResults", "BoundsStrategies", "CHarnessSupport", "CLibrary", "CStackSupport",
                "CallbackRuntime", "Cells", "ChildProtocol", "FileReading", "ForeignStacks",
                "MachineInspection", "PerfCounters", "Processes", "RealRuntimes", "Scenarios", "Statistics",
                "Traces", "Workloads", systemPackage,
            ]),
        .plugin(
            name: "SourceStamp", capability: .buildTool(), path: "Sources/SourceStamp", exclude: ["stamp.sh"]),
        .executableTarget(
            name: "bench",
            dependencies: [
                "BenchResults", "BoundsStrategies", "CLibrary", "CallbackRuntime", "Cells", "ChildProtocol",
                "CProcesses", "ForeignStacks", "Harness", "MachineInspection", "PerfCounters", "Report",
                "Scenarios", "Statistics", "Traces", "Workloads", argumentParser, systemPackage,
            ],
            path: "Benchmarks/bench", linkerSettings: staticStandardLibrary, plugins: ["SourceStamp"]),
        // Not linked statically, since the test bundle would inherit that.
        .executableTarget(
            name: "scenario-test-child",
            dependencies: [
                "BoundsStrategies", "CLibrary", "CStackSupport", "CallbackRuntime", "Scenarios", "Statistics",
            ],
            path: "Tests/ScenarioTestChild"),
        // Damages documents and gives them to everything that reads files.
        .executableTarget(
            name: "reader-fuzz",
            dependencies: [
                "BenchResults", "CLibrary", "Cells", "Harness", "MachineInspection", "PerfCounters", "Report",
                "Statistics", "Traces", systemPackage,
            ],
            path: "Tests/ReaderFuzz", exclude: ["Seeds"]),
        .target(  // starts programs, makes folders, says what a machine lacks; for tests alone
            name: "TestSupport",
            dependencies: ["CLibrary", "CStackSupport", "Cells", subprocess, systemPackage],
            path: "Tests/TestSupport"),
        .testTarget(
            name: "ProcessesTests", dependencies: ["CLibrary", "Processes", "TestSupport", systemPackage]),
        .testTarget(name: "CellsTests", dependencies: ["Cells"]),
        .testTarget(name: "TracesTests", dependencies: ["TestSupport", "Traces", systemPackage]),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport", systemPackage]),
        .testTarget(
            name: "ScenariosTests",
            dependencies: [
                "CLibrary", "CallbackRuntime", "Cells", "ChildProtocol", "ForeignStacks", "Scenarios",
                "TestSupport", "scenario-test-child", systemPackage,
            ]),
        .testTarget(
            name: "CStackSupportTests",
            dependencies: ["CLibrary", "CStackSupport", "ForeignStacks", "TestSupport", systemPackage]),
        .testTarget(
            name: "CallbackRuntimeTests",
            dependencies: ["CLibrary", "CStackSupport", "CallbackRuntime", "ForeignStacks", "TestSupport"]),
        .testTarget(
            name: "BoundsStrategiesTests",
            dependencies: [
                "BoundsStrategies", "CLibrary", "CStackSupport", "CallbackRuntime", "ForeignStacks",
                "TestSupport", systemPackage,
            ]),
        .testTarget(
            name: "PerfCountersTests",
            dependencies: ["CLibrary", "CPerfmon", "PerfCounters", "TestSupport", systemPackage]),
        .testTarget(name: "StatisticsTests", dependencies: ["CLibrary", "Statistics", "TestSupport"]),
        .testTarget(
            name: "MachineInspectionTests",
            dependencies: ["MachineInspection", "PerfCounters", "Statistics", "TestSupport", systemPackage]),
        .testTarget(
            name: "BenchResultsTests",
            dependencies: [
                "BenchResults", "CLibrary", "Cells", "ChildProtocol", "Database", "MachineInspection",
                "PerfCounters", "Statistics", "TestSupport", "Traces", systemPackage,
            ]),
        .testTarget(
            name: "ReportTests",
            dependencies: [
                "BenchResults", "Cells", "ChildProtocol", "MachineInspection", "Report", systemPackage,
            ]),
        .testTarget(
            name: "WorkloadsTests",
            dependencies: [
                "BoundsStrategies", "CStackSupport", "CallbackRuntime", "ForeignStacks", "TestSupport",
                "Workloads",
            ]),
        .testTarget(
            name: "HarnessTests",
            dependencies: [
                "BenchResults", "BoundsStrategies", "CLibrary", "CallbackRuntime", "Cells", "ChildProtocol",
                "ForeignStacks", "Harness", "MachineInspection", "PerfCounters", "Processes", "Report",
                "Scenarios", "Statistics", "TestSupport", "Traces", "Workloads", systemPackage,
            ]),
        // Runs the built program. Not a dependency: the bundle would inherit the program's static linking.
        .testTarget(
            name: "benchTests",
            dependencies: [
                "BenchResults", "BoundsStrategies", "CLibrary", "CallbackRuntime", "Cells", "ChildProtocol",
                "MachineInspection", "PerfCounters", "Scenarios", "Statistics", "TestSupport", "Traces",
                "Workloads", "reader-fuzz", systemPackage,
            ]),
    ], swiftLanguageModes: [.v6])

for target in package.targets where ![.system, .plugin].contains(target.type) {
    // These simulate a hundred thousand failing kernels, and read as many damaged traces.
    let isOptimised = target.type != .test || ["PerfCountersTests", "TracesTests"].contains(target.name)
    target.swiftSettings = (isOptimised ? optimisedSwift : []) + upcomingFeatures
}
