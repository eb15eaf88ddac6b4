// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6 mode, and every use of an unsafe construct is marked as such.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatWarning("StrictMemorySafety", as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// `STATUS_MONITOR_FUZZ=1` builds every target for libFuzzer and adds the fuzz targets (`scripts/fuzz`).
let isFuzzing = Context.environment["STATUS_MONITOR_FUZZ"] != nil
let fuzzing: [SwiftSetting] = isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])] : []

func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Fuzz/\(name)", swiftSettings: settings + fuzzing,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func library(_ name: String, folder: String, _ dependencies: [Target.Dependency] = [], extra: [SwiftSetting] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Monitor/\(folder)", swiftSettings: settings + extra + fuzzing)
}

/// libcurl is to find the program's own functions of these names (`LentContext`): other libraries do not see a program's functions of themselves.
let exports: [LinkerSetting] = [
    .unsafeFlags(["SSL_CTX_new", "SSL_CTX_get_cert_store"].flatMap { ["-Xlinker", "--export-dynamic-symbol=\($0)"] })
]

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude, resources: resources, swiftSettings: settings,
        linkerSettings: name == "TransferTests" ? exports : [])
}

let package = Package(
    name: "status-monitor",
    products: [
        .library(name: "Monitor", targets: ["Monitor"]),
        .executable(name: "status-monitor", targets: ["status-monitor"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "CRdKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

        library("Transfer", folder: "Transfer", ["CCurl", "CEpoll", "CZlib", "CDeflate", "COpenSSL"]),
        // Lifetimes: spans of a parsed entry's bytes are handed out with no copy.
        library("Parsing", folder: "Parsing", ["CLibXML"], extra: [.enableExperimentalFeature("Lifetimes")]),
        library("Monitor", folder: "Core"),
        library("SQLiteJournal", folder: "SQLiteJournal", ["Monitor", "CSQLite"]),
        library("Platforms", folder: "Platforms", ["Monitor", "Transfer", "Parsing"]),
        library("Signing", folder: "Signing", ["COpenSSL"]),
        library("Processes", folder: "Processes", ["CEpoll"]),
        library("Consumers", folder: "Consumers", ["Monitor", "Transfer", "Signing", "Processes"]),
        library("Kafka", folder: "Kafka", ["Monitor", "CRdKafka"]),
        library("Configuration", folder: "Configuration", ["Monitor", "CYAML"]),
        library("ServiceManager", folder: "ServiceManager"),
        library("LoopbackOrigin", folder: "LoopbackOrigin", ["Processes", "CEpoll", "COpenSSL", "CZlib"]),
        .executableTarget(
            name: "status-monitor",
            dependencies: [
                "Monitor", "Transfer", "Parsing", "Platforms", "Consumers", "Configuration", "LoopbackOrigin",
                "ServiceManager", "Processes", "Kafka", "SQLiteJournal", argumentParser, logging,
            ],
            path: "Sources/Monitor/CLI",
            swiftSettings: settings,
            linkerSettings: exports),

        .target(name: "Support", dependencies: ["Monitor", "Transfer", "LoopbackOrigin"], path: "Tests/Support", swiftSettings: settings),
        .target(name: "KafkaSupport", dependencies: ["CRdKafka", "Support"], path: "Tests/KafkaSupport", swiftSettings: settings),
        tests("KafkaTests", ["Kafka", "KafkaSupport", "Monitor", "Support"]),
        tests("ConfigurationTests", ["Configuration", "Monitor"]),
        tests("MonitorTests", ["Monitor", "Support"]),
        tests("LoopbackOriginTests", ["LoopbackOrigin", "Monitor", "Platforms"]),
        tests("ProcessesTests", ["Processes", "Support"]),
        tests("ConsumersTests", ["Monitor", "Consumers", "Transfer", "Signing", "SQLiteJournal", "LoopbackOrigin", "Support"]),
        tests("TransferTests", ["Transfer", "LoopbackOrigin", "Support"]),
        tests("ParsingTests", ["Parsing", "Support"]),
        tests("PlatformsTests", ["Platforms", "Monitor", "Parsing", "Transfer", "LoopbackOrigin", "Support"], exclude: ["Independent"]),
        tests("EndToEndTests", ["status-monitor", "LoopbackOrigin", "Monitor", "KafkaSupport", "Support"]),
        tests("ServiceManagerTests", ["ServiceManager", "Monitor", "Transfer", "Support"]),
        tests("SQLiteJournalTests", ["SQLiteJournal", "Monitor", "Support"]),
    ]
)

if isFuzzing { package.targets += [fuzzer("FeedFuzzer", ["Parsing"]), fuzzer("JSONFuzzer", ["Parsing", "Platforms", "Monitor"])] }
