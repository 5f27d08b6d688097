internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Submodules that are used through their package without being imported.
enum PackageBinding: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP613",
    "package-binding",
    .warning,
    "A submodule is used that only another module's import puts there"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    let facts = module.facts
    var seen: Set<Int> = []
    // Most names stand for no package: each is looked up once, and each attribute of those that do.
    // By name the place in `packages`.
    let (notAsked, none): (Int32, Int32) = (-2, -1)
    var places = [Int32](repeating: notAsked, count: facts.names.count)
    var packages: [(index: Int, isAsked: [Bool])] = []
    let lists = facts.nameLists
    for read in facts.reads where read.path.root == .global && read.path.names.count > 1 {
      let start = Int(read.path.names.start)
      let root = Int(lists[start].index)
      if places[root] == notAsked {
        places[root] = none
        if let found = package(lists[start], module) {
          places[root] = Int32(packages.count)
          packages.append((found, Array(repeating: false, count: facts.names.count)))
        }
      }
      if places[root] == none { continue }
      let place = Int(places[root])
      let (package, name) = (packages[place].index, lists[start + 1])
      if packages[place].isAsked[Int(name.index)] { continue }
      packages[place].isAsked[Int(name.index)] = true
      guard let submodule = module.program.submodule(name, in: module.index, of: package),
        seen.insert(submodule).inserted, !imports(submodule, module),
        !binds(package, name, submodule, module)
      else { continue }
      let shown = module.moduleName(submodule)
      findings.add(
        line: read.line,
        column: read.column,
        symbol: shown,
        "\(shown) is used here but imported elsewhere: once its package is loaded anew it may be missing",
        help: "add `import \(shown)`"
      )
    }
  }

  private static func package(_ root: NameID, _ module: RuleSubject) -> Int? {
    guard case .module(let found)? = module.resolver.values(of: root, in: module.index).first,
      module.program.modules[found].isPackage
    else { return nil }
    return found
  }

  /// Whether an import of the module names the submodule, or something below it.
  private static func imports(_ submodule: Int, _ module: RuleSubject) -> Bool {
    module.facts.imports.contains {
      module.program.leads($0, in: module.index, to: submodule)
    }
  }

  /// Whether the package itself binds the name or imports the submodule.
  private static func binds(
    _ package: Int,
    _ name: NameID,
    _ submodule: Int,
    _ module: RuleSubject
  ) -> Bool {
    let program = module.program
    let facts = program.facts(package)
    let scope = program.scope(package)
    if let id = facts.find(name, of: module.facts), scope.binds(id) { return true }
    if !scope.starImports.isEmpty { return true }
    return facts.imports.contains {
      $0.time == .importTime && program.leads($0, in: package, to: submodule)
    }
  }
}
