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
    var imported: Set<String> = []
    for record in facts.imports {
      guard let name = module.program.importedModule(record, in: module.index) else { continue }
      imported.insert(name)
      for item in facts.importedNames[record.names.indices] {
        imported.insert(name + "." + facts.string(item.name))
      }
    }
    var seen: Set<String> = []
    // Most names stand for no package: each is looked up once.
    var packages: [NameID: Int] = [:]
    var others: Set<NameID> = []
    for read in facts.reads where read.path.root == .global && read.path.names.count > 1 {
      let names = facts.nameList(read.path.names)
      guard let root = names.first, !others.contains(root) else { continue }
      if packages[root] == nil {
        guard case .module(let found)? = module.resolver.values(of: root, in: module.index).first,
          module.program.modules[found].isPackage
        else {
          others.insert(root)
          continue
        }
        packages[root] = found
      }
      guard let package = packages[root] else { continue }
      let member = facts.string(names[names.startIndex + 1])
      let submodule = module.moduleName(package) + "." + member
      guard !imported.contains(submodule), module.program.index(of: submodule) != nil,
        !imported.contains(where: { $0.hasPrefix(submodule + ".") }),
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

  /// Whether the package itself binds the name or imports the submodule.
  private static func binds(_ package: Int, _ member: String, _ module: RuleSubject) -> Bool {
    let facts = module.program.facts(package)
    if let id = facts.find(member), module.program.scope(package).binds(id) { return true }
    if !module.program.scope(package).starImports.isEmpty { return true }
    let name = module.moduleName(package)
    return facts.imports.contains { record in
      guard record.time == .importTime,
        let imported = module.program.importedModule(record, in: package)
      else { return false }
      return imported == name + "." + member || imported.hasPrefix(name + "." + member + ".")
    }
  }
}
