internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Definitions that a framework rejects the second time.
enum NonIdempotentDefinition: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP117",
    "non-idempotent-definition",
    .blocker,
    "Defining it a second time is an error"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.rejected]) {
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)), which refuses to be made twice under one name: a reload "
          + "fails half-way",
        help: "reload the owner of its registry first, or allow it (`extend_existing=True`)"
      )
    }
    let tables = module.names(among: ["__tablename__", "__table__"])
    if tables.isEmpty { return }
    for (index, record) in module.facts.classes.enumerated()
    where module.isRunning(record.statement) && record.enclosingFunction == .max {
      guard let base = declarativeBase(index, tables, module) else { continue }
      let name = module.string(record.qualifiedName)
      findings.add(
        line: record.headLine,
        column: record.column,
        symbol: name,
        "\(name) maps a table on \(base), which stays: reloading this module alone raises "
          + "InvalidRequestError",
        help: "reload the module of \(base) first, or set extend_existing"
      )
    }
  }

  /// The declarative base of another module that a class with `__tablename__` is mapped on.
  private static func declarativeBase(
    _ index: Int,
    _ tables: [NameID],
    _ module: RuleSubject
  ) -> String? {
    let facts = module.facts
    let record = facts.classes[index]
    let hasTable = facts.members[record.members.indices].contains {
      tables.contains($0.name)
    }
    guard hasTable else { return nil }
    for (owner, classIndex) in module.resolver.lineage(of: index, in: module.index).dropFirst()
    where owner != module.index {
      for base in module.resolver.bases(of: classIndex, in: owner) {
        if case .external(let dotted) = base, dotted.hasPrefix("sqlalchemy."),
          dotted.hasSuffix("DeclarativeBase")
        {
          return module.shown(.classType(module: owner, classIndex: classIndex))
        }
      }
    }
    for path in facts.paths[record.bases.indices] where path.root == .global {
      for value in module.values(path) {
        if case .externalInstance(let type, let place?) = value, place.module >= 0,
          place.module != module.index, type.hasSuffix("declarative_base")
        {
          return module.shown(value)
        }
      }
    }
    return nil
  }
}
