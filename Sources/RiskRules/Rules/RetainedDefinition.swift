internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Names that are gone from the source: a reload leaves them in the module.
enum RetainedDefinition: EditRule {
  static let descriptor = RuleDescriptor(
    "RP209",
    "retained-definition",
    .warning,
    scope: .edit,
    "A name that is gone from the source stays in the module after a reload"
  )

  static func check(_ edit: EditSubject, into findings: inout RuleFindings) {
    let module = edit.module
    let bound = names(of: module.facts)
    for name in names(of: edit.old).subtracting(bound).sorted() where !name.hasPrefix("__") {
      let holder = module.holders.holders(of: name, in: module.index).first
      findings.add(
        line: 1,
        column: 0,
        symbol: name,
        holder.map {
          "\(name) is gone from the source, but \(module.moduleName($0.module)) still imports it"
        } ?? "\(name) is gone from the source and stays in the module after a plain reload",
        help: holder == nil ? "delete it from the module with the reload" : "remove the import too",
        because: holder.map {
          ["\(module.program.modules[$0.module].path):\($0.line) imports \(name)"]
        } ?? [],
        severity: holder == nil ? .info : nil
      )
    }
  }

  private static func names(of facts: FileFacts) -> Set<String> {
    var names: Set<String> = []
    for statement in facts.statements where !statement.flags.contains(.neverRuns) {
      names.formUnion(facts.strings(statement.defines))
      names.subtract(facts.strings(statement.deletes))
    }
    return names
  }
}
