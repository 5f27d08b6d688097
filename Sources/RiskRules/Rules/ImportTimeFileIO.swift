internal import ModuleFacts
internal import ProgramAnalysis

/// Files that are read or written while the module is imported.
enum ImportTimeFileIO: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP103",
    "import-time-file-io",
    .warning,
    "A file is read or written at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.fileRead, .fileWrite]) {
      let writes = placed.kind == .fileWrite
      findings.add(
        placed,
        of: module,
        writes
          ? "\(module.sentence(placed.effect)): a reload writes or creates files again"
          : "\(module.sentence(placed.effect)): a reload reads the file again",
        help: writes
          ? "write from a function, or keep the handle across reloads"
          : "read it in a function when the contents may change",
        severity: writes ? .warning : .info
      )
    }
  }
}
