internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Names and files that are gone, and who would miss them at the next start.
extension Planner {
  mutating func checkRemovedNames() {
    for (module, diff) in diffs.sorted(by: { $0.key < $1.key }) {
      let name = program.modules[module].name
      checkStarExports(of: module)
      for gone in diff.deletedNames {
        if program.index(of: name + "." + gone) != nil { continue }
        for importer in program.importers(of: module) {
          let facts = program.facts(importer.module)
          let record = facts.imports[importer.record]
          guard record.kind == .from, record.time == .importTime, record.condition == .none,
            !record.isDead,
            facts.importedNames[record.names.indices].contains(where: {
              facts.string($0.name) == gone
            })
          else { continue }
          if !facts.statements.isEmpty, hasModuleGetattr(module) { continue }
          block(
            "RP209",
            sources[importer.module],
            Int(record.line),
            "\(program.modules[importer.module].name) imports \(gone) from \(name), which no longer has it: a fresh start would fail",
            help: "change the import too, then save again"
          )
        }
      }
    }
    for module in request.modules where module.isChanged && module.new == nil && !module.isExtension
    {
      let users = importersOfGone(module.name)
      for (user, line) in users {
        block(
          "PE31",
          sources[user],
          line,
          "\(program.modules[user].name) imports \(module.name), whose file is gone: a fresh start would fail",
          help: "change the import too, then save again"
        )
      }
    }
  }

  /// A star import fails on a name of `__all__` that the module doesn't bind.
  private mutating func checkStarExports(of module: Int) {
    let facts = program.facts(module)
    guard case .names(let range) = facts.exports, !hasModuleGetattr(module),
      !facts.statements.contains(where: { $0.flags.contains(.dynamicNamespace) })
    else { return }
    let name = program.modules[module].name
    guard let missing = facts.strings(range).first(where: { program.isBuiltin($0, in: module) })
    else { return }
    for importer in program.importers(of: module) {
      let record = program.facts(importer.module).imports[importer.record]
      guard record.kind == .star, record.time == .importTime, record.condition == .none,
        !record.isDead
      else { continue }
      block(
        "RP209",
        sources[importer.module],
        Int(record.line),
        "\(program.modules[importer.module].name) imports all that \(name) lists in __all__, and it lists \(missing), which it does not have: a fresh start would fail",
        help: "change __all__ too, then save again"
      )
    }
  }

  /// Tells of loaded modules whose last import is gone: a fresh start would not have them.
  mutating func noteUnimported() {
    for (modules, importer) in lonelyCycles {
      for module in modules where sources[module].isLoaded {
        noteStaying(
          module,
          "only modules that it imports import it any more",
          program.modules[importer].name
        )
      }
    }
    // By module, the name of one that imported it.
    var before: [String: String] = [:]
    for (module, _) in diffs.sorted(by: { $0.key < $1.key }) {
      guard let old = sources[module].old else { continue }
      // Mostly the file still imports them itself.
      let gone = imported(old, by: module).subtracting(imported(program.facts(module), by: module))
      // Order-free: each name has an entry of its own.
      for name in gone where before[name] == nil { before[name] = program.modules[module].name }
    }
    let forgotten = forgottenModules()
    if !forgotten.isEmpty {
      let (old, _) = oldAnalysis()
      for module in forgotten {
        guard let facts = module.old, let index = old.index(of: module.name) else { continue }
        // Order-free: each name has an entry of its own.
        for name in Self.imported(facts, index, old, where: Self.isReal) where before[name] == nil {
          before[name] = module.name
        }
      }
    }
    if before.isEmpty { return }
    var now: Set<String> = []
    for module in program.modules.indices {
      now.formUnion(imported(program.facts(module), by: module))
    }
    for (name, importer) in before.sorted(by: { $0.key < $1.key }) where !now.contains(name) {
      guard let module = program.index(of: name), sources[module].isLoaded,
        !program.modules[module].isExternal
      else { continue }
      noteStaying(module, "no module imports it any more", importer)
    }
  }

  private mutating func noteStaying(_ module: Int, _ reason: String, _ importer: String) {
    let name = program.modules[module].name
    findings.append(
      Finding(
        rule: "PE15",
        severity: .info,
        message: "\(name) stays loaded, though \(reason)",
        module: name,
        path: sources[module].path,
        line: 0,
        because: ["\(importer) did"],
        help: "restart the program to be rid of it"
      )
    )
  }

  /// All modules that a file names in imports, with their packages.
  private func imported(_ facts: FileFacts, by module: Int) -> Set<String> {
    Self.imported(facts, module, program, where: Self.isReal)
  }

  private static func isReal(_ record: ImportRecord) -> Bool { record.condition != .typing }

  private func hasModuleGetattr(_ module: Int) -> Bool {
    program.facts(module).names.find("__getattr__").map { program.scope(module).binds($0) } ?? false
  }

  private func importersOfGone(_ name: String) -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    for module in program.modules.indices {
      let facts = program.facts(module)
      for record in facts.imports where record.time == .importTime && record.condition == .none {
        if program.importedModule(record, in: module) == name {
          found.append((module, Int(record.line)))
        }
        for imported in facts.importedNames[record.names.indices] {
          if let provider = program.importedModule(record, in: module),
            provider + "." + facts.string(imported.name) == name
          {
            found.append((module, Int(record.line)))
          }
        }
      }
    }
    return found
  }

  /// What imports a module that is gone: functions, when they are called, return something else, and
  /// statements that try it fall back.
  mutating func followForgotten() {
    let gone = Set(forgottenModules().map(\.name))
    if gone.isEmpty { return }
    for module in program.modules.indices {
      let facts = program.facts(module)
      for record in facts.imports {
        let isTried =
          record.time == .importTime && record.condition == .optional && !record.isDead
        guard record.time == .late || isTried, sources[module].isLoaded else { continue }
        guard let name = program.importedModule(record, in: module) else { continue }
        let loaded =
          [name]
          + facts.importedNames[record.names.indices].map { name + "." + facts.string($0.name) }
        guard let found = loaded.first(where: { gone.contains($0) }) else { continue }
        if isTried {
          wave.run(
            StatementID(module: module, statement: Int(record.statement)),
            because: "the file of \(found) is gone"
          )
        } else {
          wave.changeImporters(record, module, "the file of \(found) is gone", after: [.identity])
        }
      }
    }
  }

  func forgottenModules() -> [PlanRequest.Module] {
    request.modules.filter { $0.isChanged && $0.new == nil && !$0.isExtension && $0.isLoaded }
  }
}
