internal import NativeFacts

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// What the parser reported: errors, and what runs at load and at exit.
extension UnitVisit {
  func readDiagnostics() {
    for position in 0..<table.getNumDiagnostics(unit) {
      guard let diagnostic = table.getDiagnostic(unit, position) else { continue }
      defer { table.disposeDiagnostic(diagnostic) }
      if table.getDiagnosticSeverity(diagnostic).rawValue >= CXDiagnostic_Error.rawValue {
        addProblem(diagnostic)
        continue
      }
      guard let place = placeKey(table.getDiagnosticLocation(diagnostic)) else { continue }
      switch text(table.getDiagnosticOption(diagnostic, nil)) {
      case "-Wglobal-constructors":
        initialisers[place, default: []].insert(.dynamicInitialiser)
      case "-Wexit-time-destructors":
        initialisers[place, default: []].insert(.exitDestructor)
      default: break
      }
    }
  }

  private func addProblem(_ diagnostic: CXDiagnostic) {
    var message = text(table.getDiagnosticSpelling(diagnostic))
    let isMissing = message.hasSuffix("file not found")
    var at: CXFile?
    var line: UInt32 = 0
    var column: UInt32 = 0
    table.getSpellingLocation(table.getDiagnosticLocation(diagnostic), &at, &line, &column, nil)
    var file = files.file(at, &boundary)
    if let found = file, !found.isOwn {
      message += " (in \(found.path):\(line))"
      file = nil
    }
    guard let path = file?.path ?? boundary.relative(source) else { return }
    facts.problems.append(
      IncludeFacts.Problem(
        kind: isMissing ? .unresolved : .syntax,
        file: path,
        line: file == nil ? 1 : Int(line),
        column: file == nil ? 1 : Int(column),
        message: message
      )
    )
  }

  func placeKey(_ location: CXSourceLocation) -> String? {
    var at: CXFile?
    var line: UInt32 = 0
    var column: UInt32 = 0
    table.getExpansionLocation(location, &at, &line, &column, nil)
    return files.file(at, &boundary).map { "\($0.path):\(line):\(column)" }
  }
}
#endif
