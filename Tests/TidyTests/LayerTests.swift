import Foundation
import Testing

/// The direction of dependencies: arrows point down only.
@Suite struct LayerTests {
  let targets: [ManifestTarget]
  let table: LayerTable

  init() throws {
    targets = ManifestTarget.all(in: try Repository.read("Package.swift"))
    table = try LayerTable.current()
  }

  /// Executables beside the product are tools of the repository: they may use any layer.
  static func isLayered(_ target: ManifestTarget) -> Bool {
    target.kind == .target || target.name == "reload-plan"
  }

  @Test func eachTargetHasARowAndEachRowATarget() {
    let declared = targets.filter(Self.isLayered).map(\.name).sorted()
    #expect(declared == table.rows.map(\.target).sorted())
    #expect(!declared.isEmpty)
  }

  @Test func layersAscend() {
    #expect(table.rows.map(\.layer) == table.rows.map(\.layer).sorted())
  }

  @Test func targetsDependOnTargetsAboveThemInTheTable() {
    for target in targets where Self.isLayered(target) {
      guard let own = table.position(of: target.name) else { continue }
      for dependency in target.dependencies {
        let position = table.position(of: dependency)
        #expect(
          position.map { $0 < own } ?? false,
          "\(target.name) may not depend on \(dependency)"
        )
      }
    }
  }

  @Test func importsAreDeclaredAndDeclarationsAreUsed() throws {
    let names = Set(targets.map(\.name))
    var used: [String: Set<String>] = [:]
    for file in try Repository.files(under: ["Sources", "Tests"], extensions: ["swift"]) {
      for module in Self.imports(of: file) where names.contains(module) {
        used[file.target, default: []].insert(module)
      }
    }
    for target in targets {
      let imported = used[target.name, default: []]
      let undeclared = imported.subtracting(target.dependencies).sorted()
      #expect(undeclared == [], "\(target.name) imports what the manifest doesn't say")
      // A test may need a product to be built, without importing it.
      if target.kind == .testTarget { continue }
      guard Repository.exists("Sources/\(target.name)") else { continue }
      let unused = Set(target.dependencies).subtracting(imported).sorted()
      #expect(unused == [], "\(target.name) declares dependencies that it doesn't import")
    }
  }

  /// L0-L3 are pure: what they return depends on their arguments alone.
  @Test func pureLayersImportNoSystemModule() throws {
    let forbidden: Set<String> = [
      "Foundation", "FoundationEssentials", "Glibc", "Musl", "Dispatch", "Synchronization",
    ]
    for file in try Repository.swiftSources() {
      guard let layer = table.layer(of: file.target), layer <= 3 else { continue }
      let found = Self.imports(of: file).filter { forbidden.contains($0) }
      #expect(found == [], "\(file.path)")
    }
  }

  /// Only the indexers and the facade know a syntax tree.
  @Test func onlyIndexersNameTheSyntaxTree() throws {
    let allowed: Set<String> = ["PythonSyntax", "PythonIndexing", "ReloadPlanKit", "reload-plan"]
    for file in try Repository.swiftSources() where !allowed.contains(file.target) {
      guard table.layer(of: file.target) != nil else { continue }
      #expect(!Self.imports(of: file).contains("PythonSyntax"), "\(file.path)")
    }
  }

  static func imports(of file: Repository.TextFile) -> [String] {
    let pattern =
      /(?m)^(?:@\w+ )*(?:(?:public|package|internal|private|fileprivate) )?import (?:struct |enum |class |func )?(\w+)/
    return file.text.matches(of: pattern).map { String($0.1) }
  }
}
