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
    var seen: Set<String> = []
    // Most names stand for no package: each is looked up once, and each attribute of those that do.
    var packages = [Package](repeating: .notAsked, count: facts.names.count)
    var asked: [[Bool]] = []
    let lists = facts.nameLists
    for read in facts.reads where read.path.root == .global && read.path.names.count > 1 {
      let start = Int(read.path.names.start)
      let root = lists[start]
      if case .notAsked = packages[Int(root.index)] {
        packages[Int(root.index)] = .none
        if let found = package(root, module) {
          packages[Int(root.index)] = .found(found, row: asked.count)
          asked.append(Array(repeating: false, count: facts.names.count))
        }
      }
      guard case .found(let package, let row) = packages[Int(root.index)] else { continue }
      let name = lists[start + 1]
      if asked[row][Int(name.index)] { continue }
      asked[row][Int(name.index)] = true
      let member = facts.string(name)
      let submodule = module.moduleName(package) + "." + member
      guard module.program.index(of: submodule) != nil else { continue }
      guard seen.insert(submodule).inserted, !imports(submodule, module),
        !binds(package, member, module)
      else { continue }
      findings.add(
        line: read.line,
        column: read.column,
        symbol: submodule,
        "\(submodule) is used here but imported elsewhere: once its package is loaded anew it may be missing",
        help: "add `import \(submodule)`"
      )
    }
  }

  /// What a name stands for; `row` is that of its attributes.
  private enum Package {
    case notAsked, none
    case found(Int, row: Int)
  }

  private static func package(_ root: NameID, _ module: RuleSubject) -> Int? {
    guard case .module(let found)? = module.resolver.values(of: root, in: module.index).first,
      module.program.modules[found].isPackage
    else { return nil }
    return found
  }

  /// Whether an import of the module names the submodule, or something below it.
  private static func imports(_ submodule: String, _ module: RuleSubject) -> Bool {
    let facts = module.facts
    for (position, target) in module.program.importTargets(of: module.index).enumerated() {
      guard let name = target.name else { continue }
      if leads(name, to: submodule) { return true }
      guard submodule.hasPrefix(name), submodule.utf8.count > name.utf8.count else { continue }
      for item in facts.importedNames[facts.imports[position].names.indices]
      where leads(name + "." + facts.string(item.name), to: submodule) {
        return true
      }
    }
    return false
  }

  /// Whether a dotted name is that of the submodule, or of something below it.
  private static func leads(_ name: String, to submodule: String) -> Bool {
    name == submodule || name.hasPrefix(submodule + ".")
  }

  /// Whether the package itself binds the name or imports the submodule.
  private static func binds(_ package: Int, _ member: String, _ module: RuleSubject) -> Bool {
    let facts = module.program.facts(package)
    if let id = facts.find(member), module.program.scope(package).binds(id) { return true }
    if !module.program.scope(package).starImports.isEmpty { return true }
    let submodule = module.moduleName(package) + "." + member
    let targets = module.program.importTargets(of: package)
    return facts.imports.indices.contains { position in
      guard facts.imports[position].time == .importTime, let imported = targets[position].name
      else { return false }
      return leads(imported, to: submodule)
    }
  }
}
