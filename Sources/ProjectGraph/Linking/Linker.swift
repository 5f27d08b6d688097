internal import GraphCore
package import ModuleFacts
internal import SourceText

/// Joins the imports of all files into the project's module graph.
///
/// Names of files are ids of their own pools; each is mapped to the project's names once per pool.
package struct Linker {
  private let layout: SourceLayout
  private let bindings: ImportBindings
  private var resolver: ModuleResolver
  private var edges: [(from: ModuleID, to: ModuleID, edge: ImportEdge)] = []
  private var edgeNames: [NameID] = []
  private var diagnostics: [ProjectDiagnostic] = []
  private var stars: [(importer: ModuleID, target: ModuleID, record: ImportRecord)] = []

  // What is known of the pools at hand, by their ids.
  private var projectNames: [NameID?] = []
  private var absolute: [ModuleResolver.Resolution?] = []
  /// Which packages an importer's edges already name as parents, as a bit set over time, condition
  /// and death of the import; valid where the stamp is the importer's.
  private var parentStamp: [UInt32] = []
  private var parentSeen: [UInt32] = []

  private init(layout: SourceLayout, units: [IndexedFiles]) {
    self.layout = layout
    bindings = ImportBindings(
      units: units,
      moduleOfFile: layout.moduleOfFile,
      moduleCount: layout.modules.count
    )
    resolver = ModuleResolver(modules: layout.modules)
  }

  /// The graph of the files in `units`, which are those that `layout` says to index.
  ///
  /// - Complexity: O(imports + modules log modules).
  package static func link(
    _ units: [IndexedFiles],
    layout: SourceLayout,
    includes: [IncludeLink] = [],
    natives: [NativeLink] = [],
    problems: [ProjectDiagnostic] = []
  ) -> ProjectGraph {
    var linker = Linker(layout: layout, units: units)
    for unit in units { linker.link(unit) }
    linker.linkStars()
    for include in includes { linker.link(include) }
    for native in natives { linker.link(native) }
    return linker.finish(problems)
  }

  private mutating func link(_ unit: IndexedFiles) {
    projectNames = [NameID?](repeating: nil, count: unit.facts.names.count)
    absolute = [ModuleResolver.Resolution?](repeating: nil, count: unit.facts.names.count)
    for span in unit.spans {
      for diagnostic in unit.facts.diagnostics[span.diagnostics.indices] {
        report(.syntax, file: span.file, diagnostic)
      }
      guard let module = layout.moduleOfFile[Int(span.file)] else { continue }
      let importer = Importer(module, row: layout.modules[module], file: span.file)
      for record in unit.facts.imports[span.imports.indices] {
        var record = record
        // A stub never runs.
        if importer.isStub { record.condition = .typing }
        link(record, of: importer, in: unit.facts)
      }
    }
  }

  /// The module whose imports are being linked.
  private struct Importer {
    let module: ModuleID
    /// What relative imports start from.
    let package: ModuleID?
    let isStub: Bool
    let file: UInt32

    init(_ module: ModuleID, row: ModuleTable.Row, file: UInt32) {
      self.module = module
      package = row.kind == .package ? module : row.parent
      isStub = row.isStub
      self.file = file
    }
  }

  // MARK: One import

  private mutating func link(_ record: ImportRecord, of importer: Importer, in facts: FactPools) {
    if record.kind == .dynamic, record.level == 0, record.module.index == 0 {
      return report(
        .computed,
        file: importer.file,
        at: record,
        "The module that is imported here is computed, so the graph lacks it"
      )
    }
    guard let resolution = resolve(record, of: importer, in: facts) else { return }
    if let found = resolution.found { addParents(of: found, record, from: importer) }
    guard let target = resolution.module else {
      if let found = resolution.found { addParent(found, record, from: importer) }
      return reportMissing(record, found: resolution.found, of: importer, in: facts)
    }
    switch record.kind {
    case .import:
      add(.import, from: importer, to: target, record, names: .empty)
    case .star:
      add(.star, from: importer, to: target, record, names: .empty)
      stars.append((importer.module, target, record))
    case .dynamic where record.names.isEmpty:
      add(.dynamic, from: importer, to: target, record, names: .empty)
    case .from, .dynamic:
      linkNames(record, from: importer, to: target, in: facts)
    }
    reportForeign(record, target, of: importer)
  }

  /// Links `from target import names`: names that are submodules go to those.
  private mutating func linkNames(
    _ record: ImportRecord,
    from importer: Importer,
    to target: ModuleID,
    in facts: FactPools
  ) {
    let kind: ImportEdge.Kind = record.kind == .dynamic ? .dynamic : .from
    let first = edgeNames.count
    var submodules: [(ModuleID, NameID)] = []
    for imported in facts.importedNames[record.names.indices] {
      let name = projectName(imported.name, in: facts)
      if let submodule = submodule(name, of: target, for: importer.module, record) {
        submodules.append((submodule, name))
      } else if resolver.modules[target].kind == .namespace {
        // Nothing but modules can be in it.
        let module = resolver.module(name, of: target)
        submodules.append((module, name))
        reportForeign(record, module, of: importer)
      } else {
        edgeNames.append(name)
      }
    }
    if edgeNames.count > first {
      let names = FactRange(
        start: UInt32(truncatingIfNeeded: first),
        count: UInt32(truncatingIfNeeded: edgeNames.count - first)
      )
      add(kind, from: importer, to: target, record, names: names)
    } else {
      addParent(target, record, from: importer)
    }
    for (submodule, name) in submodules {
      let names = FactRange(start: UInt32(truncatingIfNeeded: edgeNames.count), count: 1)
      edgeNames.append(name)
      add(kind, from: importer, to: submodule, record, names: names)
    }
  }

  /// The submodule that `name` of `package` is, unless the package binds the name to something else.
  private func submodule(
    _ name: NameID,
    of package: ModuleID,
    for importer: ModuleID,
    _ record: ImportRecord
  ) -> ModuleID? {
    guard let submodule = resolver.modules.child(name, of: package) else { return nil }
    if resolver.modules[submodule].kind == .external,
      resolver.modules[package].kind != .namespace
    {
      return nil
    }
    guard let (facts, span) = bindings.facts(of: package) else { return submodule }
    let own = resolver.modules.names.withBytes(of: name) { facts.names.find($0) }
    // In the package itself, what stands further down isn't bound yet.
    let limit = importer == package && record.time == .importTime ? record.line : .max
    guard let own,
      let binding = ImportBindings.binding(of: own, in: facts, span, above: limit)
    else { return submodule }
    // `from . import name` and `import package.name as name` bind the submodule itself.
    let taken = binding.taken ?? NameID(0)
    if binding.record.kind == .from {
      let isOwn = binding.record.module.index == 0 && binding.record.level == 1
      return taken == own && (isOwn || names(binding.record.module, package, in: facts))
        ? submodule : nil
    }
    return names(binding.record.module, submodule, in: facts) ? submodule : nil
  }

  /// Whether an absolute dotted name in `facts` is that of `module`.
  private func names(_ name: NameID, _ module: ModuleID, in facts: FactPools) -> Bool {
    var bytes: [UInt8] = []
    resolver.modules.appendName(of: module, to: &bytes)
    return facts.names.withBytes(of: name) { $0.elementsEqual(bytes) }
  }

  // MARK: Resolution

  private mutating func resolve(
    _ record: ImportRecord,
    of importer: Importer,
    in facts: FactPools
  ) -> ModuleResolver.Resolution? {
    if record.level == 0 {
      let index = Int(record.module.index)
      if let known = absolute[index] { return known }
      let resolution = facts.names.withBytes(of: record.module) { resolver.resolve($0, in: nil) }
      absolute[index] = resolution
      return resolution
    }
    var base = record.anchor == .name ? importer.module : importer.package
    for _ in 1..<max(1, record.level) { base = base.flatMap { resolver.modules[$0].parent } }
    guard let base else {
      report(
        .unresolved,
        file: importer.file,
        at: record,
        "The relative import goes beyond the top-level package"
      )
      return nil
    }
    return facts.names.withBytes(of: record.module) { resolver.resolve($0, in: base) }
  }

  private mutating func projectName(_ name: NameID, in facts: FactPools) -> NameID {
    if let known = projectNames[Int(name.index)] { return known }
    let id = facts.names.withBytes(of: name) { resolver.modules.names.intern($0) }
    projectNames[Int(name.index)] = id
    return id
  }

  // MARK: Edges

  private mutating func add(
    _ kind: ImportEdge.Kind,
    from importer: Importer,
    to target: ModuleID,
    _ record: ImportRecord,
    names: FactRange
  ) {
    add(kind, from: importer.module, to: target, record, names: names)
  }

  private mutating func add(
    _ kind: ImportEdge.Kind,
    from importer: ModuleID,
    to target: ModuleID,
    _ record: ImportRecord,
    names: FactRange
  ) {
    let edge = ImportEdge(
      kind: kind,
      time: record.time,
      condition: record.condition,
      isDead: record.isDead,
      level: record.level,
      line: record.line,
      names: names
    )
    edges.append((importer, target, edge))
  }

  private mutating func addParents(
    of module: ModuleID,
    _ record: ImportRecord,
    from importer: Importer
  ) {
    var current = resolver.modules[module].parent
    while let package = current {
      addParent(package, record, from: importer)
      current = resolver.modules[package].parent
    }
  }

  /// Adds the edge to a package that runs on the way; once per importer, time and condition.
  private mutating func addParent(
    _ package: ModuleID,
    _ record: ImportRecord,
    from importer: Importer
  ) {
    if package == importer.module { return }
    let position = package.position
    while parentStamp.count <= position {
      parentStamp.append(.max)
      parentSeen.append(0)
    }
    if parentStamp[position] != importer.module.rawValue {
      parentStamp[position] = importer.module.rawValue
      parentSeen[position] = 0
    }
    let way =
      UInt32(record.condition.rawValue) * 4 + UInt32(record.time.rawValue) * 2
      + (record.isDead ? 1 : 0)
    if parentSeen[position] & (1 << way) != 0 { return }
    parentSeen[position] |= 1 << way
    add(.parent, from: importer, to: package, record, names: .empty)
  }

  /// A star import also runs the submodules that `__all__` names and nothing else binds.
  private mutating func linkStars() {
    for (importer, target, record) in stars {
      guard let (facts, span) = bindings.facts(of: target) else { continue }
      for name in facts.nameList(span.knownExports) {
        let id = facts.names.withBytes(of: name) { resolver.modules.names.intern($0) }
        guard let submodule = submodule(id, of: target, for: importer, record),
          submodule != importer
        else { continue }
        let names = FactRange(start: UInt32(truncatingIfNeeded: edgeNames.count), count: 1)
        edgeNames.append(id)
        add(.star, from: importer, to: submodule, record, names: names)
      }
    }
  }

  // MARK: Includes

  private mutating func link(_ include: IncludeLink) {
    guard let importer = layout.moduleOfFile[include.file.position] else { return }
    var target: ModuleID?
    switch include.target {
    case .file(let file): target = layout.moduleOfFile[file.position]
    case .outside(let name): target = resolver.external(header: name)
    }
    guard let target else { return }
    let edge = ImportEdge(
      kind: .includes,
      time: .importTime,
      condition: .none,
      isDead: false,
      level: 0,
      line: UInt32(truncatingIfNeeded: include.line),
      names: .empty
    )
    edges.append((importer, target, edge))
  }

  private mutating func link(_ native: NativeLink) {
    guard let from = resolver.modules.module(named: native.from) else { return }
    var target = resolver.modules.module(named: native.to)
    if target == nil, native.kind == .dynamic {
      var name = native.to
      target = name.withUTF8 { resolver.resolve($0, in: nil).module }
    }
    guard let target, target != from else { return }
    let first = edgeNames.count
    for name in native.names { edgeNames.append(resolver.modules.names.intern(name)) }
    let edge = ImportEdge(
      kind: native.kind,
      time: native.isImportTime ? .importTime : .late,
      condition: .none,
      isDead: false,
      level: 0,
      line: UInt32(truncatingIfNeeded: native.line),
      names: FactRange(
        start: UInt32(truncatingIfNeeded: first),
        count: UInt32(truncatingIfNeeded: native.names.count)
      )
    )
    edges.append((from, target, edge))
  }

  // MARK: Reports

  private mutating func reportMissing(
    _ record: ImportRecord,
    found: ModuleID?,
    of importer: Importer,
    in facts: FactPools
  ) {
    let name = String(repeating: ".", count: Int(record.level)) + facts.string(record.module)
    var message = "No module \(name)"
    if let found { message += ": \(resolver.modules.name(of: found)) has nothing of that name" }
    report(.unresolved, file: importer.file, at: record, message)
  }

  /// Says that a module which isn't there was taken to be elsewhere: of a namespace package of the
  /// project, or of any name when all places are known.
  private mutating func reportForeign(
    _ record: ImportRecord,
    _ target: ModuleID,
    of importer: Importer
  ) {
    guard resolver.modules[target].kind == .external else { return }
    var top = target
    var current = resolver.modules[target].parent
    while let package = current {
      if resolver.modules[package].kind == .namespace {
        return report(
          .unresolved,
          file: importer.file,
          at: record,
          "No module \(resolver.modules.name(of: target)) in the project's part of "
            + "\(resolver.modules.name(of: package)); it counts as installed elsewhere"
        )
      }
      top = package
      current = resolver.modules[package].parent
    }
    guard let builtins = layout.builtins, resolver.modules[top].kind == .external else { return }
    if !builtins.contains(resolver.modules.name(of: top)) {
      let name = resolver.modules.name(of: target)
      report(
        .unresolved,
        file: importer.file,
        at: record,
        "No module \(name) in the project, nor where its Python looks for modules"
      )
    }
  }

  private mutating func report(
    _ kind: ProjectDiagnostic.Kind,
    file: UInt32,
    at record: ImportRecord,
    _ message: String
  ) {
    let isCertain =
      kind == .unresolved && record.time == .importTime && record.condition == .none
      && !record.isDead
    report(
      kind,
      file: file,
      SourceDiagnostic(
        severity: isCertain ? .error : .warning,
        line: record.line,
        column: record.column + 1,
        message: message
      )
    )
  }

  private mutating func report(
    _ kind: ProjectDiagnostic.Kind,
    file: UInt32,
    _ diagnostic: SourceDiagnostic
  ) {
    let path = layout.files.path(of: ProjectFiles.FileIndex(Int(file)))
    diagnostics.append(ProjectDiagnostic(kind: kind, path: path, diagnostic: diagnostic))
  }

  // MARK: The graph

  private consuming func finish(_ problems: [ProjectDiagnostic]) -> ProjectGraph {
    let first = layout.modules.count
    let (modules, numbers) = resolver.modules.sorted(from: first)
    func number(_ module: ModuleID) -> ModuleID {
      module.position < first ? module : numbers[module.position - first]
    }
    // The edges of a node are sorted by target; those between the same two keep this order, which
    // is that of the file: one file's edges are added in one go.
    var builder = GraphBuilder(nodeCount: modules.count)
    builder.reserveCapacity(edges.count)
    for edge in edges {
      builder.addEdge(from: number(edge.from).node, to: number(edge.to).node)
    }
    let result = builder.build(parallelEdges: .kept)
    var sorted = edges.map(\.edge)
    for (addition, edge) in result.edgeOfAddition.enumerated() {
      sorted[edge.position] = edges[addition].edge
    }
    diagnostics.append(contentsOf: layout.diagnostics)
    diagnostics.append(contentsOf: problems)
    diagnostics.sort { left, right in
      (left.path, left.diagnostic.line, left.diagnostic.column, left.diagnostic.message)
        < (right.path, right.diagnostic.line, right.diagnostic.column, right.diagnostic.message)
    }
    return ProjectGraph(
      files: layout.files,
      roots: layout.roots,
      modules: modules,
      graph: result.graph,
      edges: sorted,
      edgeNames: edgeNames,
      diagnostics: diagnostics,
      bindings: bindings
    )
  }
}
