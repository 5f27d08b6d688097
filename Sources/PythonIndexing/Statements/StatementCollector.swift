package import ModuleFacts
package import PythonSyntax
internal import SourceText

/// Turns a tree into the full-depth part of a file's facts: statements, functions, classes, and
/// what they read, call and change.
///
/// One collector serves any number of files in turn and reuses its buffers.
package struct StatementCollector {
  private var digests = NodeDigests()
  private var symbols = SymbolTable()
  private var scopes = ScopeStack()
  private var lines = StatementLines()
  private var comments = ReloadComments()

  package init() {}

  /// Adds what `tree` says to `facts`; what other collectors put there stays.
  package mutating func collect(_ tree: SyntaxTree, into facts: inout FactPools) {
    guard tree.root.exists else { return }
    TreeReader.read(tree) { reader in
      symbols.reset()
      digests.compute(reader, &symbols)
      lines.reset(reader.source)
      comments.reset(tree.comments, reader.source, &lines)
      scopes.reset(symbolCount: symbols.count)
      var walk = FactWalk(
        reader: reader,
        digests: digests,
        symbols: symbols,
        facts: FactPools(),
        scopes: scopes,
        lines: lines,
        comments: comments
      )
      scopes = ScopeStack()
      lines = StatementLines()
      swap(&walk.facts, &facts)
      walk.collectModule(tree.root)
      swap(&walk.facts, &facts)
      swap(&walk.scopes, &scopes)
      swap(&walk.lines, &lines)
    }
  }

  /// Collects one file with a collector of its own.
  package static func collect(_ tree: SyntaxTree, into facts: inout FactPools) {
    var collector = StatementCollector()
    collector.collect(tree, into: &facts)
  }
}

extension FactWalk {
  fileprivate mutating func collectModule(_ root: NodeID) {
    let body = reader.list(root, 0)
    readFutureFeatures(body)
    facts.statements.reserveCapacity(facts.statements.count + body.count)
    // About what files need; growing the pools step by step copied 5% of the time away.
    facts.nameLists.reserveCapacity(facts.nameLists.count + reader.nodeCount / 8)
    facts.reads.reserveCapacity(facts.reads.count + reader.nodeCount / 12)
    facts.calls.reserveCapacity(facts.calls.count + reader.nodeCount / 24)
    facts.paths.reserveCapacity(facts.paths.count + reader.nodeCount / 20)
    for (position, node) in body.enumerated() { collectStatement(node, isFirst: position == 0) }
    placeImports()
    for ignore in comments.ignores { addSuppression(ignore) }
  }

  private mutating func addSuppression(_ ignore: ReloadComments.Ignore) {
    var rules: [NameID] = []
    for rule in ignore.rules { rules.append(facts.names.intern(reader.bytes(rule))) }
    facts.suppressions.append(
      SuppressionFacts(
        line: ignore.line,
        target: ignore.target,
        rules: addList(rules),
        hasReason: ignore.hasReason,
        isWholeFile: ignore.isWholeFile
      )
    )
  }

  /// Tells the imports that are already in the facts which statement they are in.
  private mutating func placeImports() {
    for index in facts.imports.indices where facts.imports[index].statement == .max {
      let record = facts.imports[index]
      let line = Int(record.line)
      guard line >= 1, line <= lines.starts.count else { continue }
      let offset = lines.starts[line - 1] + record.column
      let next = facts.statements.partitioningIndex { $0.range.start > offset }
      if next > 0, offset < facts.statements[next - 1].range.end {
        facts.imports[index].statement = UInt32(next - 1)
      }
    }
  }

  private mutating func collectStatement(_ node: NodeID, isFirst: Bool) {
    statement = UInt32(facts.statements.count)
    flags = []
    defines.removeAll(keepingCapacity: true)
    deletes.removeAll(keepingCapacity: true)
    files.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    literals.removeAll(keepingCapacity: true)
    let functions = facts.functions.count
    let classes = facts.classes.count
    let range = wholeRange(node)
    let first = lines.line(at: range.start)
    var record = StatementFacts(
      kind: kind(node, isFirst: isFirst),
      range: range,
      line: first,
      endLine: lines.line(at: max(range.end, 1) - 1)
    )
    record.digest = sealed(node)
    record.skeleton = sealedSkeleton(node)

    visitStatement(node)

    record.flags = flags.union(ownFlags(node))
    if !comments.isEmpty {
      record.flags.formUnion(comments.flags(at: first))
      record.flags.formUnion(comments.flags(at: lines.line(at: reader.range(node).start)))
    }
    record.defines = addList(defines.map { plainName($0) })
    record.deletes = addList(deletes.map { plainName($0) })
    record.files = addList(files)
    record.attributes = addList(attributes)
    record.literals = calls.isEmpty ? .empty : addList(literals)
    record.reads = Self.move(&reads, from: 0, to: &facts.reads)
    record.calls = Self.move(&calls, from: 0, to: &facts.calls)
    record.mutations = Self.move(&mutations, from: 0, to: &facts.mutations)
    record.functions = factRange(from: functions, to: facts.functions.count)
    record.classes = factRange(from: classes, to: facts.classes.count)
    facts.statements.append(record)
    if reader.kind(node) == .assign { readKeptNames(node) }
  }

  private func factRange(from start: Int, to end: Int) -> FactRange {
    start == end ? .empty : FactRange(start: UInt32(start), count: UInt32(end - start))
  }

  /// The statement's range with its decorators, from the first `@` on.
  private func wholeRange(_ node: NodeID) -> SourceRange {
    var range = reader.range(node)
    let decorators: TreeReader.Nodes
    switch reader.kind(node) {
    case .functionDef, .asyncFunctionDef: decorators = reader.list(node, 1)
    case .classDef: decorators = reader.list(node, 3)
    default: return range
    }
    guard !decorators.isEmpty else { return range }
    var start = Int(reader.range(decorators.first).start)
    while start > 0, reader.source[start] != UInt8(ascii: "@") { start -= 1 }
    range.start = UInt32(start)
    return range
  }

  private func kind(_ node: NodeID, isFirst: Bool) -> StatementFacts.Kind {
    switch reader.kind(node) {
    case .functionDef, .asyncFunctionDef: .functionDef
    case .classDef: .classDef
    case .assign: .assign
    case .augAssign: .augAssign
    case .annAssign: .annAssign
    case .typeAlias: .typeAlias
    case .importStatement: .import
    case .importFrom: .importFrom
    case .expression, .returnStatement: isFirst && isDocstring(node) ? .docstring : .expression
    case .ifStatement: .if
    case .forLoop, .asyncFor: .for
    case .whileLoop: .while
    case .with, .asyncWith: .with
    case .tryStatement, .tryStar: .try
    case .match: .match
    case .delete: .delete
    case .raise: .raise
    case .assertStatement: .assert
    case .global, .nonlocal: .global
    case .pass, .breakStatement, .continueStatement: .pass
    default: .invalid
    }
  }

  /// Flags that the shape of the statement alone decides.
  private func ownFlags(_ node: NodeID) -> StatementFacts.Flags {
    switch reader.kind(node) {
    case .forLoop, .asyncFor, .whileLoop, .with, .asyncWith, .match, .tryStatement, .tryStar:
      return .conditional
    case .ifStatement:
      var flags: StatementFacts.Flags = .conditional
      let test = reader.child(node, 0)
      if isMainTest(test) { flags.insert(.mainGuard) }
      if typingTest(test) == .never, reader.list(node, 1).isEmpty { flags.insert(.neverRuns) }
      return flags
    default: return []
    }
  }

  /// `__name__ == "__main__"`, either way round.
  private func isMainTest(_ test: NodeID) -> Bool {
    guard reader.kind(test) == .compare, reader.list(test, 0).count == 1 else { return false }
    guard reader.list(test, 1).first.index == UInt32(Operator.eq.rawValue) else { return false }
    let sides = [reader.child(test, 0), reader.list(test, 0)[0]]
    let names = sides.contains {
      reader.kind($0) == .name && symbol($0) == KnownName.moduleName
    }
    let values = sides.contains {
      reader.kind($0) == .constant
        && (reader.text($0, is: "\"__main__\"") || reader.text($0, is: "'__main__'"))
    }
    return names && values
  }

  /// `from __future__` imports: part of what all code of the file means.
  private mutating func readFutureFeatures(_ body: TreeReader.Nodes) {
    var features: [String] = []
    for (position, node) in body.enumerated() {
      if position == 0, isDocstring(node) { continue }
      guard reader.kind(node) == .importFrom, reader.link(node, 0) == 0,
        TreeReader.equal(reader.bytes(reader.name(node, 1)), "__future__")
      else { break }
      for alias in reader.list(node, 0) {
        features.append(String(decoding: reader.bytes(reader.name(alias, 0)), as: UTF8.self))
      }
    }
    features.sort()
    annotationsAreText = features.contains("annotations")
    var hash = NodeHash()
    hash.mix(facts.compileFlags)
    for feature in features {
      var feature = feature
      feature.withUTF8 { hash.mix($0) }
    }
    facts.compileFlags = hash.finish()
  }

  /// Reads the names of `__reload_keep__ = ["a", "b"]`.
  private mutating func readKeptNames(_ node: NodeID) {
    let isKeep = reader.list(node, 0).contains {
      reader.kind($0) == .name && symbol($0) == KnownName.reloadKeep
    }
    guard isKeep else { return }
    let value = reader.child(node, 0)
    var names: [NameID] = []
    switch reader.kind(value) {
    case .list, .tuple, .set:
      for element in reader.list(value, 0) {
        if let name = string(element) { names.append(name) }
      }
    case .constant:
      if let name = string(value) { names.append(name) }
    default: break
    }
    facts.keptNames = addList(names)
  }
}
