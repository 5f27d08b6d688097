internal import ModuleFacts
internal import SourceText

/// Which import of a module binds a name in it.
struct ImportBindings: Sendable {
  let units: [IndexedFiles]
  /// Where the facts of each module are: unit and span.
  private(set) var places: [(unit: Int, span: Int)?]

  init(units: [IndexedFiles], moduleOfFile: [ModuleID?], moduleCount: Int) {
    self.units = units
    places = [(unit: Int, span: Int)?](repeating: nil, count: moduleCount)
    for (unit, files) in units.enumerated() {
      for (span, entry) in files.spans.enumerated() {
        if let module = moduleOfFile[Int(entry.file)] {
          places[module.position] = (unit, span)
        }
      }
    }
  }

  /// The pools and the part of them that hold what is known of a module.
  func facts(of module: ModuleID) -> (facts: FactPools, span: IndexedFiles.Span)? {
    guard module.position < places.count, let place = places[module.position] else { return nil }
    let unit = units[place.unit]
    return (unit.facts, unit.spans[place.span])
  }

  /// A name that an import binds: the record, and for a `from` import the name it takes.
  struct Binding {
    let record: ImportRecord
    let taken: NameID?
  }

  /// The last import at import time, above a line, that binds `name`, an id of the module's own pools.
  static func binding(
    of name: NameID,
    in facts: FactPools,
    _ span: IndexedFiles.Span,
    above line: UInt32 = .max
  ) -> Binding? {
    var result: Binding?
    for record in facts.imports[span.imports.indices] {
      guard record.time == .importTime, record.line < line, !record.isDead,
        record.condition != .typing,
        record.condition != .main
      else { continue }
      switch record.kind {
      case .import:
        if record.boundName == name { result = Binding(record: record, taken: nil) }
      case .from:
        for taken in facts.importedNames[record.names.indices] where taken.boundName == name {
          result = Binding(record: record, taken: taken.name)
        }
      case .star, .dynamic: continue
      }
    }
    return result
  }
}
