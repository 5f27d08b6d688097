// swift-tools-version: 6.2
import PackageDescription

// A package of its own that uses reload-plan as a library, the way a tool of yours would.
let package = Package(
  name: "embedding",
  dependencies: [
    .package(name: "reload-plan", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "embedding",
      dependencies: [.product(name: "ReloadPlanKit", package: "reload-plan")]
    )
  ],
  swiftLanguageModes: [.v6]
)
