internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Records every import of a file: what it asks for, when it runs and under which condition.
///
/// A tree has its nodes in the order in which the parser finished them, so those of a statement are
/// a run that ends with the statement itself. One pass over the kinds lists the nodes that can be
/// imports; the walk then enters only statements that hold one. Most function bodies hold none.
struct ImportCollector {
  private let reader: SourceReader
  private let options: IndexingOptions
  /// Imports, and calls that may be some, in the order of the tree.
  private let sites: [NodeID]
  private var nextSite = 0
  private var lines: LineCursor
  private var statement: UInt32 = 0
  private var facts: FactPools
  /// `from` imports of attributes, for tests that use an alias: what is bound, and for which name.
  private var aliases: [(bound: SourceRange, original: SourceRange)] = []
  private var calls = ImportCalls()

  private var tree: SyntaxTree { reader.tree }

  /// Adds the imports and the `__all__` of `tree` to `facts`.
  static func collect(from tree: SyntaxTree, options: IndexingOptions, into facts: inout FactPools)
  {
    tree.source.withUnsafeBufferPointer { text in
      let reader = SourceReader(tree: tree, text: text)
      var collector = ImportCollector(reader: reader, options: options, facts: facts)
      // The facts live in the collector meanwhile: two references would copy every array.
      facts = FactPools()
      collector.collectModule()
      facts = collector.facts
    }
  }

  private init(reader: SourceReader, options: IndexingOptions, facts: FactPools) {
    self.reader = reader
    self.options = options
    self.facts = facts
    sites = ImportSites.find(in: reader)
    lines = LineCursor(reader.text)
  }

  private mutating func collectModule() {
    let body = ModuleNode(tree, tree.root).body
    if nextSite < sites.count {
      for index in 0..<body.count {
        statement = UInt32(truncatingIfNeeded: index)
        walk(body[index], ImportContext(), header: ImportContext())
        if nextSite == sites.count { break }
      }
    }
    ExportCollector(reader: reader).collect(body, into: &facts)
    if calls.hasComputedName {
      for call in LazyAttributeTable(reader: reader, calls: calls).imports(in: body) {
        add(call, at: call.start, statement: call.statement, in: ImportContext(time: .late))
      }
    }
  }

  // MARK: Statements

  private mutating func walk(_ body: NodeList, _ context: ImportContext, header: ImportContext) {
    var header = header
    for statement in body {
      if nextSite == sites.count { return }
      walk(statement, context, header: header)
      header = context
    }
  }

  /// Walks one statement, if it holds a site.
  ///
  /// `header` is the context of what stands before it, in the head of the statement around.
  private mutating func walk(_ node: NodeID, _ context: ImportContext, header: ImportContext) {
    guard nextSite < sites.count, sites[nextSite].index <= node.index else { return }
    let start = startOffset(node)
    while nextSite < sites.count, reader.range(sites[nextSite]).start < start {
      addCall(sites[nextSite], header)
      nextSite += 1
    }
    guard nextSite < sites.count, sites[nextSite].index <= node.index else { return }

    switch reader.kind(node) {
    case .importStatement:
      nextSite += 1
      addImport(node, context)
    case .importFrom:
      nextSite += 1
      addFrom(node, context)
    case .functionDef, .asyncFunctionDef:
      walk(FunctionDef(tree, node).body, context.inFunction, header: context)
    case .classDef:
      walk(ClassDef(tree, node).body, context, header: context)
    case .ifStatement:
      walkIf(node, context)
    case .tryStatement, .tryStar:
      walkTry(TryStatement(tree, node), context)
    case .with, .asyncWith:
      let with = With(tree, node)
      let inner = suppressesImportErrors(with) ? context.optional : context
      walk(with.body, inner, header: context)
    case .forLoop, .asyncFor:
      walk(ForLoop(tree, node).body, context, header: context)
      walk(ForLoop(tree, node).orElse, context, header: context)
    case .whileLoop:
      walkWhile(WhileLoop(tree, node), context)
    case .match:
      for arm in Match(tree, node).cases {
        walk(MatchCase(tree, arm).body, context, header: context)
      }
    default:
      break
    }
    // What is left of the statement's own run is in its expressions.
    while nextSite < sites.count, sites[nextSite].index <= node.index {
      addCall(sites[nextSite], isInLambda(sites[nextSite], of: node) ? context.inFunction : context)
      nextSite += 1
    }
  }

  private mutating func walkIf(_ node: NodeID, _ context: ImportContext) {
    var node = node
    var context = context
    // An `elif` is an `if` alone in the `else` arm; long chains must not become deep recursion.
    while true {
      let statement = IfStatement(tree, node)
      let outcome = evaluator.outcome(of: statement.test)
      walk(statement.body, context.entering(outcome.whenTrue), header: context)
      let next = context.entering(outcome.whenFalse)
      guard statement.orElse.count == 1, reader.kind(statement.orElse[0]) == .ifStatement else {
        return walk(statement.orElse, next, header: next)
      }
      node = statement.orElse[0]
      context = next
    }
  }

  private mutating func walkWhile(_ loop: WhileLoop, _ context: ImportContext) {
    let outcome = evaluator.outcome(of: loop.test)
    walk(loop.body, context.entering(outcome.whenTrue), header: context)
    walk(loop.orElse, context, header: context)
  }

  private mutating func walkTry(_ statement: TryStatement, _ context: ImportContext) {
    let isGuarded = statement.handlers.contains {
      catchesImportErrors(ExceptHandler(tree, $0).type)
    }
    let inner = isGuarded ? context.optional : context
    walk(statement.body, inner, header: context)
    for handler in statement.handlers {
      let handler = ExceptHandler(tree, handler)
      let isFallback = catchesImportErrors(handler.type)
      walk(handler.body, isFallback ? context.optional : context, header: context)
    }
    walk(statement.orElse, inner, header: context)
    walk(statement.finally, context, header: context)
  }

  // MARK: What a statement says

  /// Where a statement begins, with its decorators.
  private func startOffset(_ node: NodeID) -> UInt32 {
    var start = reader.range(node).start
    switch reader.kind(node) {
    case .functionDef, .asyncFunctionDef:
      if let first = FunctionDef(tree, node).decorators.first {
        start = min(start, reader.range(first).start)
      }
    case .classDef:
      if let first = ClassDef(tree, node).decorators.first {
        start = min(start, reader.range(first).start)
      }
    default: break
    }
    return start
  }

  /// Whether a handler of that type catches `ImportError`; a bare one catches everything.
  private func catchesImportErrors(_ type: NodeID) -> Bool {
    guard type.exists else { return true }
    switch reader.kind(type) {
    case .tuple:
      return Sequence(tree, type).elements.contains { catchesImportErrors($0) }
    case .name:
      return isImportError(reader.range(type))
    case .attribute:
      return isImportError(Attribute(tree, type).name)
    default:
      return false
    }
  }

  private func isImportError(_ name: SourceRange) -> Bool {
    reader.isEqual(name, "ImportError") || reader.isEqual(name, "ModuleNotFoundError")
      || reader.isEqual(name, "Exception") || reader.isEqual(name, "BaseException")
  }

  private func suppressesImportErrors(_ with: With) -> Bool {
    with.items.contains { item in
      let context = WithItem(tree, item).context
      guard reader.kind(context) == .call else { return false }
      let call = Call(tree, context)
      return reader.isMember(call.function, of: "contextlib", "suppress")
        && call.arguments.contains { catchesImportErrors($0) }
    }
  }

  private func isInLambda(_ site: NodeID, of statement: NodeID) -> Bool {
    var index = site.index + 1
    let range = reader.range(site)
    while index < statement.index {
      let node = NodeID(index)
      if reader.kind(node) == .lambda {
        let body = reader.range(Lambda(tree, node).body)
        if body.start <= range.start, range.end <= body.end { return true }
      }
      index += 1
    }
    return false
  }

  private var evaluator: TestEvaluator {
    let aliases = aliases
    let reader = reader
    return TestEvaluator(reader: reader, interpreter: options.interpreter) { name in
      let wanted = reader.slice(name)
      return aliases.last { reader.slice($0.bound).elementsEqual(wanted) }?.original
    }
  }

  // MARK: Records

  private mutating func addImport(_ node: NodeID, _ context: ImportContext) {
    for name in ImportStatement(tree, node).names {
      let alias = Alias(tree, name)
      let bound = alias.asName.isEmpty ? firstComponent(alias.name) : alias.asName
      calls.noteImport(of: alias.name, as: bound, in: reader)
      append(
        kind: .import,
        level: 0,
        module: dottedName(alias.name),
        boundName: facts.names.intern(reader.slice(bound)),
        at: reader.range(node).start,
        in: context
      )
    }
  }

  private mutating func addFrom(_ node: NodeID, _ context: ImportContext) {
    let statement = ImportFrom(tree, node)
    let first = facts.importedNames.count
    var isStar = false
    for name in statement.names {
      let alias = Alias(tree, name)
      if reader.isEqual(alias.name, "*") {
        isStar = true
        continue
      }
      let isRenamed = !alias.asName.isEmpty
      let id = facts.names.intern(reader.slice(alias.name))
      let bound = isRenamed ? facts.names.intern(reader.slice(alias.asName)) : id
      facts.importedNames.append(ImportedName(name: id, boundName: bound))
      if isRenamed { aliases.append((alias.asName, alias.name)) }
      calls.noteFrom(
        statement.module,
        alias.name,
        as: isRenamed ? alias.asName : alias.name,
        reader
      )
    }
    append(
      kind: isStar ? .star : .from,
      level: statement.level,
      module: dottedName(statement.module),
      names: FactRange(
        start: UInt32(truncatingIfNeeded: first),
        count: UInt32(truncatingIfNeeded: facts.importedNames.count - first)
      ),
      at: reader.range(node).start,
      in: context
    )
  }

  private mutating func addCall(_ node: NodeID, _ context: ImportContext) {
    guard reader.kind(node) == .call else { return }
    guard let call = calls.read(Call(tree, node), reader) else { return }
    add(call, at: reader.range(node).start, statement: statement, in: context)
  }

  private mutating func add(
    _ call: ImportCalls.Target,
    at offset: UInt32,
    statement: UInt32,
    in context: ImportContext
  ) {
    let first = facts.importedNames.count
    for name in call.names {
      let id = facts.names.intern(name)
      facts.importedNames.append(ImportedName(name: id, boundName: NameID(0)))
    }
    self.statement = statement
    append(
      kind: .dynamic,
      level: call.level,
      module: facts.names.intern(call.module),
      names: FactRange(
        start: UInt32(truncatingIfNeeded: first),
        count: UInt32(truncatingIfNeeded: call.names.count)
      ),
      at: offset,
      in: context
    )
    if call.isRelativeToName { facts.imports[facts.imports.count - 1].anchor = .name }
  }

  private mutating func append(
    kind: ImportRecord.Kind,
    level: Int,
    module: NameID,
    names: FactRange = .empty,
    boundName: NameID = NameID(0),
    at offset: UInt32,
    in context: ImportContext
  ) {
    let place = lines.place(of: offset)
    facts.imports.append(
      ImportRecord(
        kind: kind,
        time: context.time,
        condition: context.condition,
        isDead: context.isDead,
        level: UInt16(clamping: level),
        module: module,
        names: names,
        boundName: boundName,
        line: place.line,
        column: place.column,
        statement: statement
      )
    )
  }

  /// A dotted name without the blanks that may be written between its parts.
  private mutating func dottedName(_ range: SourceRange) -> NameID {
    let bytes = reader.slice(range)
    for byte in bytes where byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "\\") {
      return facts.names.intern(tree.name(range))
    }
    return facts.names.intern(bytes)
  }

  private func firstComponent(_ name: SourceRange) -> SourceRange {
    let bytes = reader.slice(name)
    guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")) else { return name }
    // Blanks may stand around the dots of a name; they are no part of the component.
    var end = dot
    while end > 0, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == 9 { end -= 1 }
    return SourceRange(start: name.start, end: name.start + UInt32(end))
  }
}
