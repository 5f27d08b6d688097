internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

extension Propagation {
  /// Follows a change to who reaches its module through a package.
  ///
  /// A submodule is an attribute of its package once anybody has imported it: `sub.name` in the
  /// package itself, `pkg.sub.name` where anything of the package is imported.
  func readersThroughPackages(_ key: NameKey, _ change: NameChange, _ because: String) {
    let parts = program.modules[key.module].name.split(separator: ".").map(String.init)
    guard parts.count > 1 else { return }
    for count in 1..<parts.count {
      let package = parts[..<count].joined(separator: ".")
      let rest = parts[count...] + [key.name]
      if let owner = program.index(of: package) {
        readers(of: Array(rest), in: owner, key, change, because)
        for importer in program.importers(of: owner) {
          let facts = program.facts(importer.module)
          let record = facts.imports[importer.record]
          guard record.kind == .import, record.time == .importTime else { continue }
          let bound = facts.string(record.boundName)
          let path = bound == parts[0] ? parts + [key.name] : [bound] + rest
          readers(of: path, in: importer.module, key, change, because)
        }
      }
    }
    // `import pkg.other` binds `pkg` too.
    for importer in program.modules.indices where importer != key.module {
      let facts = program.facts(importer)
      let binds = facts.imports.contains {
        $0.kind == .import && $0.time == .importTime && facts.string($0.boundName) == parts[0]
      }
      if binds { readers(of: parts + [key.name], in: importer, key, change, because) }
    }
  }
}
