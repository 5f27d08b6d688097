internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Reads calls of `importlib.import_module` and `__import__`, under whatever name they go.
struct ImportCalls {
  /// What a call imports.
  struct Target {
    /// The module without its leading dots; empty when the name is computed.
    var module = ""
    var level = 0
    /// Whether the dots count from `__name__`.
    var isRelativeToName = false
    /// The literal `fromlist`.
    var names: [String] = []
    /// Where it is written, for imports that aren't calls themselves.
    var start: UInt32 = 0
    var statement: UInt32 = 0
  }

  /// Names bound to the module `importlib`, and to its function.
  private var modules: [SourceRange] = []
  private var functions: [SourceRange] = []
  /// Whether a call imports a module whose name isn't a literal.
  private(set) var hasComputedName = false

  mutating func noteImport(of name: SourceRange, as bound: SourceRange, in reader: SourceReader) {
    if reader.isEqual(name, "importlib"), !reader.isEqual(bound, "importlib") {
      modules.append(bound)
    }
  }

  mutating func noteFrom(
    _ module: SourceRange,
    _ name: SourceRange,
    as bound: SourceRange,
    _ reader: SourceReader
  ) {
    if reader.isEqual(name, "import_module"), reader.isEqual(module, "importlib") {
      functions.append(bound)
    }
  }

  /// Whether the callee is `import_module`.
  func isImportModule(_ callee: NodeID, _ reader: SourceReader) -> Bool {
    switch reader.tree.kind(callee) {
    case .name:
      let name = reader.slice(reader.tree.range(callee))
      return functions.contains { reader.slice($0).elementsEqual(name) }
    case .attribute:
      guard reader.isAttribute(callee, "import_module") else { return false }
      let owner = Attribute(reader.tree, callee).value
      guard reader.tree.kind(owner) == .name else { return false }
      if reader.isName(owner, "importlib") { return true }
      let name = reader.slice(reader.tree.range(owner))
      return modules.contains { reader.slice($0).elementsEqual(name) }
    default:
      return false
    }
  }

  /// Whether the callee imports.
  func isImport(_ callee: NodeID, _ reader: SourceReader) -> Bool {
    reader.isName(callee, "__import__") || isImportModule(callee, reader)
      || (reader.isAttribute(callee, "__import__")
        && reader.isName(Attribute(reader.tree, callee).value, "builtins"))
  }

  /// What `call` imports; `nil` if it is another call.
  mutating func read(_ call: Call, _ reader: SourceReader) -> Target? {
    let target: Target
    if isImportModule(call.function, reader) {
      target = importModule(call, reader)
    } else if isImport(call.function, reader) {
      target = builtinImport(call, reader)
    } else {
      return nil
    }
    if target.module.isEmpty, target.level == 0 { hasComputedName = true }
    return target
  }

  // MARK: importlib.import_module(name, package=None)

  private func importModule(_ call: Call, _ reader: SourceReader) -> Target {
    guard let name = argument(call, 0, "name", reader),
      var target = moduleName(name, reader)
    else { return Target() }
    guard target.level > 0, target.start == 0 else { return target }
    guard let package = argument(call, 1, "package", reader) else { return Target() }
    switch anchor(package, reader) {
    case .package: break
    case .name: target.isRelativeToName = true
    case .literal(let base):
      // Dots beyond the first go up from the package that is named.
      var parts = base.split(separator: ".")
      guard target.level - 1 < parts.count else { return Target() }
      parts.removeLast(target.level - 1)
      let head = parts.joined(separator: ".")
      target.module = target.module.isEmpty ? head : head + "." + target.module
      target.level = 0
    case .unknown: return Target()
    }
    return target
  }

  private enum Anchor {
    case package, name, unknown
    case literal(String)
  }

  private func anchor(_ node: NodeID, _ reader: SourceReader) -> Anchor {
    if reader.isName(node, "__package__") { return .package }
    if reader.isName(node, "__name__") { return .name }
    if reader.isAttribute(node, "parent"),
      reader.isName(Attribute(reader.tree, node).value, "__spec__")
    {
      return .package
    }
    if let text = reader.literal(node) { return .literal(reader.string(text)) }
    return .unknown
  }

  /// Reads `"a.b"`, `".b"`, `f"{__name__}.b"` and `__package__ + ".b"`.
  ///
  /// `start` is 1 in the result when the anchor is part of the name itself.
  private func moduleName(_ node: NodeID, _ reader: SourceReader) -> Target? {
    let tree = reader.tree
    if let text = reader.literal(node) { return dotted(reader.string(text)) }
    let base: NodeID
    let rest: NodeID
    switch tree.kind(node) {
    case .binOp where BinOp(tree, node).operation == .add:
      base = BinOp(tree, node).left
      rest = BinOp(tree, node).right
    case .joinedStr where JoinedStr(tree, node).values.count == 2:
      let values = JoinedStr(tree, node).values
      guard tree.kind(values[0]) == .formattedValue else { return nil }
      base = FormattedValue(tree, values[0]).value
      return relative(to: base, formattedTail(values[1], reader), reader)
    default:
      return nil
    }
    return relative(to: base, reader.literal(rest).map(reader.string), reader)
  }

  private func relative(to base: NodeID, _ tail: String?, _ reader: SourceReader) -> Target? {
    guard let tail, tail.hasPrefix("."), !tail.hasPrefix("..") else { return nil }
    var target = Target(module: String(tail.dropFirst()), level: 1, start: 1)
    switch anchor(base, reader) {
    case .package: break
    case .name: target.isRelativeToName = true
    case .literal, .unknown: return nil
    }
    return isModuleName(target.module) ? target : nil
  }

  /// The literal part at the end of an f-string; its range may or may not have the closing quote.
  private func formattedTail(_ node: NodeID, _ reader: SourceReader) -> String? {
    guard reader.tree.kind(node) == .constant else { return nil }
    let text = reader.string(reader.tree.range(node))
    return String(text.prefix { $0 != "\"" && $0 != "'" })
  }

  private func dotted(_ text: String) -> Target? {
    let level = text.prefix { $0 == "." }.count
    let module = String(text.dropFirst(level))
    guard isModuleName(module) || (level > 0 && module.isEmpty) else { return nil }
    return Target(module: module, level: level)
  }

  // MARK: __import__(name, globals, locals, fromlist, level)

  private func builtinImport(_ call: Call, _ reader: SourceReader) -> Target {
    guard let name = argument(call, 0, "name", reader), let text = reader.literal(name) else {
      guard let name = argument(call, 0, "name", reader), var target = moduleName(name, reader)
      else { return Target() }
      target.start = 0
      return target
    }
    let module = reader.string(text)
    let level = argument(call, 4, "level", reader).map { reader.integer($0) ?? -1 } ?? 0
    guard level >= 0, isModuleName(module) || level > 0 else { return Target() }
    var target = Target(module: module, level: level)
    if let list = argument(call, 3, "fromlist", reader) {
      switch reader.tree.kind(list) {
      case .list, .tuple:
        target.names = Sequence(reader.tree, list).elements.compactMap { element in
          reader.literal(element).map(reader.string)
        }
        target.names.removeAll { $0.isEmpty || $0 == "*" }
      default: break
      }
    }
    return target
  }

  private func argument(
    _ call: Call,
    _ position: Int,
    _ name: StaticString,
    _ reader: SourceReader
  ) -> NodeID? {
    if position < call.arguments.count {
      for index in 0...position where reader.tree.kind(call.arguments[index]) == .starred {
        return nil
      }
      return call.arguments[position]
    }
    for keyword in call.keywords where reader.isEqual(Keyword(reader.tree, keyword).name, name) {
      return Keyword(reader.tree, keyword).value
    }
    return nil
  }

  /// Whether the text is names joined by dots.
  func isModuleName(_ text: String) -> Bool {
    var expectsStart = true
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        if expectsStart { return false }
        expectsStart = true
        continue
      }
      let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      guard isLetter || byte == UInt8(ascii: "_") || byte >= 0x80 || isDigit else { return false }
      expectsStart = false
    }
    return !expectsStart
  }
}
