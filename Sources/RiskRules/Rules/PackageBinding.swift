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
    var imported: Set<String>?
    var seen: Set<String> = []
    var asked: Set<UInt64> = []
    // Most names stand for no package: each is looked up once.
    var packages = [Package](repeating: .notAsked, count: facts.names.count)
    let lists = facts.nameLists
    for read in facts.reads where read.path.root == .global && read.path.names.count > 1 {
      let start = Int(read.path.names.start)
      let root = lists[start]
      if packages[Int(root.index)] == .notAsked {
        packages[Int(root.index)] = package(root, module)
      }
      guard case .found(let package) = packages[Int(root.index)] else { continue }
      let name = lists[start + 1]
      guard asked.insert(UInt64(root.index) << 32 | UInt64(name.index)).inserted else { continue }
      let member = facts.string(name)
      let submodule = module.moduleName(package) + "." + member
      guard module.program.index(of: submodule) != nil else { continue }
      let here = imported ?? importedNames(module)
      imported = here
      guard !here.contains(submodule), !here.contains(where: { $0.hasPrefix(submodule + ".") }),
        !binds(package, member, module), seen.insert(submodule).inserted
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

  /// What a name stands for.
  private enum Package: Equatable {
    case notAsked, none
    case found(Int)
  }

  private static func package(_ root: NameID, _ module: RuleSubject) -> Package {
    guard case .module(let found)? = module.resolver.values(of: root, in: module.index).first,
      module.program.modules[found].isPackage
    else { return .none }
    return .found(found)
  }

  /// All that the imports of a module name, as modules would be named.
  private static func importedNames(_ module: RuleSubject) -> Set<String> {
    let facts = module.facts
    var imported: Set<String> = []
    for (position, target) in module.program.importTargets(of: module.index).enumerated() {
      guard let name = target.name else { continue }
      imported.insert(name)
      for item in facts.importedNames[facts.imports[position].names.indices] {
        imported.insert(name + "." + facts.string(item.name))
      }
    }
    return imported
  }

  /// Whether the package itself binds the name or imports the submodule.
  private static func binds(_ package: Int, _ member: String, _ module: RuleSubject) -> Bool {
    let facts = module.program.facts(package)
    if let id = facts.find(member), module.program.scope(package).binds(id) { return true }
    if !module.program.scope(package).starImports.isEmpty { return true }
    let name = module.moduleName(package)
    let targets = module.program.importTargets(of: package)
    return facts.imports.indices.contains { position in
      guard facts.imports[position].time == .importTime, let imported = targets[position].name
      else {
        return false
      }
      return imported == name + "." + member || imported.hasPrefix(name + "." + member + ".")
    }
  }
}
