// swift-tools-version: 6.2
import PackageDescription

// One section per layer of docs/architecture.md, bottom-up; arrows point down only (TidyTests hold it).

/// Settings every target shares.
let shared: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "reload-plan",
  products: [
    .executable(name: "reload-plan", targets: ["reload-plan"]),
    .library(name: "ReloadPlanKit", targets: ["ReloadPlanKit"]),
    .library(name: "PythonSyntax", targets: ["PythonSyntax"]),
    .library(name: "ReloadHost", targets: ["ReloadHost"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: L0 - leaves. No Foundation, no I/O, no clock.
    .target(name: "SourceText", swiftSettings: shared),
    .target(name: "GraphCore", swiftSettings: shared),
    .testTarget(name: "GraphCoreTests", dependencies: ["GraphCore"], swiftSettings: shared),

    .target(name: "CEffectTables", exclude: ["tables"]),

    // MARK: L1 - the language and the facts.
    .target(name: "PythonSyntax", dependencies: ["SourceText"], swiftSettings: shared),
    .testTarget(
      name: "PythonSyntaxTests",
      dependencies: ["PythonSyntax", "SourceText"],
      exclude: ["Fixtures"],
      swiftSettings: shared
    ),
    .target(name: "ModuleFacts", dependencies: ["SourceText"], swiftSettings: shared),

    .target(name: "NativeFacts", dependencies: ["SourceText"], swiftSettings: shared),
    .target(name: "ELFImage", swiftSettings: shared),
    .testTarget(name: "ELFImageTests", dependencies: ["ELFImage"], swiftSettings: shared),

    // MARK: L2 - source becomes facts; facts become a graph.
    .target(
      name: "PythonIndexing",
      dependencies: ["ModuleFacts", "PythonSyntax", "SourceText"],
      swiftSettings: shared
    ),
    .testTarget(
      name: "PythonIndexingTests",
      dependencies: [
        "GraphCore", "HostIO", "ModuleFacts", "ProjectGraph", "PythonIndexing", "PythonSyntax",
        "ReloadPlanKit", "SourceText",
      ],
      swiftSettings: shared
    ),
    .target(
      name: "ProjectGraph",
      dependencies: ["GraphCore", "ModuleFacts", "SourceText"],
      swiftSettings: shared
    ),

    // Names, calls and effects across the modules of a program.
    .target(
      name: "ProgramAnalysis",
      dependencies: ["CEffectTables", "ModuleFacts", "SourceText"],
      swiftSettings: shared
    ),

    // MARK: L3 - decisions, as pure functions of facts and graph.
    .target(
      name: "ReloadPlanning",
      dependencies: ["GraphCore", "ModuleFacts", "ProgramAnalysis", "ProjectGraph", "SourceText"],
      swiftSettings: shared
    ),
    .target(
      name: "NativePlanning",
      dependencies: ["ModuleFacts", "NativeFacts", "ReloadPlanning", "SourceText"],
      swiftSettings: shared
    ),
    .testTarget(
      name: "NativePlanningTests",
      dependencies: ["NativePlanning"],
      swiftSettings: shared
    ),
    .testTarget(
      name: "ReloadPlanningTests",
      dependencies: [
        "ModuleFacts", "ProgramAnalysis", "ProjectGraph", "PythonIndexing", "PythonSyntax",
        "ReloadPlanning", "SourceText",
      ],
      swiftSettings: shared
    ),

    .target(
      name: "RiskRules",
      dependencies: [
        "ModuleFacts", "NativePlanning", "ProgramAnalysis", "ReloadPlanning", "SourceText",
      ],
      swiftSettings: shared
    ),

    // MARK: L4 - the outside world.
    .target(name: "CHostIO"),
    .target(name: "HostIO", dependencies: ["CHostIO"], swiftSettings: shared),
    .target(name: "CLibclang", linkerSettings: [.linkedLibrary("dl")]),
    .target(
      name: "ClangIndexing",
      dependencies: ["CLibclang", "HostIO", "NativeFacts", "ProjectGraph", "SourceText"],
      swiftSettings: shared
    ),
    .testTarget(
      name: "ClangIndexingTests",
      dependencies: ["ClangIndexing", "HostIO", "NativeFacts", "reload-plan"],
      swiftSettings: shared
    ),
    // What host programs link to swap plug-ins; C, so that any program can.
    .target(name: "ReloadHost", linkerSettings: [.linkedLibrary("dl")]),
    .testTarget(name: "ReloadHostTests", dependencies: ["ReloadHost"], swiftSettings: shared),
    .target(name: "CReloadAgent", exclude: ["agent"]),
    .target(
      name: "ReloadDrivers",
      dependencies: ["CReloadAgent", "HostIO"],
      swiftSettings: shared
    ),
    .target(
      name: "Reporting",
      dependencies: ["GraphCore", "ModuleFacts", "ProjectGraph", "ReloadPlanning", "SourceText"],
      swiftSettings: shared
    ),

    // MARK: L5 - the facade and the command line.
    .target(
      name: "ReloadPlanKit",
      dependencies: [
        "ClangIndexing", "ELFImage", "GraphCore", "HostIO", "ModuleFacts", "NativeFacts",
        "NativePlanning", "ProgramAnalysis", "ProjectGraph", "PythonIndexing", "PythonSyntax",
        "ReloadDrivers", "ReloadPlanning", "Reporting",
        "RiskRules", "SourceText",
      ],
      swiftSettings: shared
    ),
    .executableTarget(
      name: "reload-plan",
      dependencies: [
        "ClangIndexing", "HostIO", "ModuleFacts", "ReloadDrivers", "ReloadPlanKit",
        "ReloadPlanning", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: shared
    ),

    // MARK: Measuring; not a product. A target of this package, since it sees `package` declarations.
    .executableTarget(
      name: "graph-benchmark",
      dependencies: ["GraphCore"],
      path: "Benchmarks/graph",
      exclude: ["compare.py", "import_edges.py", "synthetic_graph.py"],
      swiftSettings: shared
    ),

    // The tool behind scripts/check-syntax and the parser's benchmark; not a product.
    .executableTarget(
      name: "syntax-probe",
      dependencies: ["PythonSyntax", "SourceText"],
      swiftSettings: shared
    ),

    // MARK: Tools of the repository: not products.
    .executableTarget(
      name: "facts-probe",
      dependencies: ["ModuleFacts", "PythonIndexing", "PythonSyntax", "SourceText"],
      swiftSettings: shared
    ),

    // Prints facts of C and C++ for scripts/check-native.
    .executableTarget(
      name: "native-probe",
      dependencies: ["ClangIndexing", "ELFImage", "HostIO", "NativeFacts"],
      swiftSettings: shared
    ),

    // MARK: Repository-wide tests.
    .testTarget(name: "TidyTests", swiftSettings: shared),
    .testTarget(
      name: "LiveTests",
      dependencies: [
        "HostIO", "ModuleFacts", "ReloadDrivers", "ReloadPlanKit", "ReloadPlanning", "reload-plan",
      ],
      exclude: ["Fixtures"],
      swiftSettings: shared
    ),
    .testTarget(
      name: "RiskRulesTests",
      dependencies: [
        "ClangIndexing", "ModuleFacts", "ReloadPlanKit", "Reporting", "RiskRules", "reload-plan",
      ],
      exclude: ["Cases"],
      swiftSettings: shared
    ),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["reload-plan"],
      exclude: ["Fixtures"],
      swiftSettings: shared
    ),
  ],
  swiftLanguageModes: [.v6],
  // CReloadAgent embeds the Python agent with C23's `#embed`.
  cLanguageStandard: .c2x
)
