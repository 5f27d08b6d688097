internal import NativeFacts

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// What makes a unit part of a CPython extension module.
extension UnitVisit {
  /// The name of the module that a function initialises.
  func initialiserName(_ symbol: NativeSymbol) -> PythonBindingFact? {
    guard symbol.traits.contains(.definition), symbol.name.hasPrefix("PyInit_") else { return nil }
    let name = String(symbol.name.dropFirst("PyInit_".count))
    return PythonBindingFact(kind: .initialiser, name: name, detail: "", file: "", line: 0)
  }

  func addPython(_ fact: PythonBindingFact, at cursor: CXCursor) {
    var fact = fact
    (fact.file, fact.line) = line(of: cursor)
    facts.python.append(fact)
  }

  private func add(
    _ kind: PythonBindingFact.Kind,
    _ name: String,
    _ detail: String,
    at cursor: CXCursor
  ) {
    let (file, line) = line(of: cursor)
    facts.python.append(
      PythonBindingFact(kind: kind, name: name, detail: detail, file: file, line: line)
    )
  }

  // MARK: Variables

  func describePython(_ cursor: CXCursor, _ symbol: NativeSymbol) {
    guard symbol.traits.contains(.definition) else { return }
    var type = symbol.type
    for word in ["const ", "struct "] where type.hasPrefix(word) { type.removeFirst(word.count) }
    let element = String(type.prefix { $0 != "[" }).trimmed
    switch element {
    case "PyModuleDef": addModule(cursor, symbol)
    case "PyModuleDef_Slot": addSlots(cursor)
    case "PyMethodDef": addMethods(cursor)
    case "_typeobject", "PyTypeObject":
      add(.staticType, symbol.name, "", at: cursor)
    case "_object *", "PyObject *":
      add(.globalObject, symbol.name, "", at: cursor)
    default: break
    }
  }

  private func initialList(of variable: CXCursor) -> [CXCursor] {
    let list = children(of: variable).last { $0.kind == CXCursor_InitListExpr }
    return list.map { children(of: $0) } ?? []
  }

  private func addModule(_ cursor: CXCursor, _ symbol: NativeSymbol) {
    let elements = initialList(of: cursor)
    // A tentative definition has no value yet.
    if elements.isEmpty { return }
    let order = [
      "m_base", "m_name", "m_doc", "m_size", "m_methods", "m_slots", "m_traverse", "m_clear",
      "m_free",
    ]
    var values: [String: CXCursor] = [:]
    var position = 0
    for element in elements {
      let parts = children(of: element)
      if let first = parts.first, first.kind == CXCursor_MemberRef, let value = parts.last {
        let name = text(table.getCursorSpelling(first))
        values[name] = value
        position = (order.firstIndex(of: name) ?? position) + 1
      } else if position < order.count {
        values[order[position]] = element
        position += 1
      }
    }
    let slots = values["m_slots"].map(strip)
    let hasSlots = slots?.kind == CXCursor_DeclRefExpr
    let size = values["m_size"].flatMap(number)
    add(
      .module,
      values["m_name"].flatMap(literal) ?? symbol.name,
      hasSlots ? "slots" : size.map(String.init) ?? (values["m_size"] == nil ? "0" : "?"),
      at: cursor
    )
  }

  private func addSlots(_ cursor: CXCursor) {
    let names = [
      1: "Py_mod_create", 2: "Py_mod_exec", 3: "Py_mod_multiple_interpreters", 4: "Py_mod_gil",
    ]
    for element in initialList(of: cursor) {
      let parts = children(of: element)
      guard let first = parts.first, let id = number(first), id != 0 else { continue }
      let value = parts.count > 1 ? text(table.getCursorSpelling(strip(parts[1]))) : ""
      add(.slot, names[id] ?? "slot \(id)", value, at: element)
    }
  }

  private func addMethods(_ cursor: CXCursor) {
    for element in initialList(of: cursor) {
      let parts = children(of: element)
      guard parts.count >= 2, let name = literal(parts[0]) else { continue }
      add(.method, name, text(table.getCursorSpelling(strip(parts[1]))), at: element)
    }
  }

  // MARK: Calls

  func pythonCall(_ name: String, _ call: CXCursor) {
    guard name.hasPrefix("Py"), current >= 0 else { return }
    let function = facts.symbols[current].name
    switch name {
    case "PyImport_ImportModule", "PyImport_ImportModuleNoBlock", "PyImport_ImportModuleLevel",
      "PyImport_AddModule", "PyImport_AddModuleRef", "PyImport_ImportModuleAttrString":
      argument(0, of: call).map { add(.importedModule, $0, function, at: call) }
    case "PyCapsule_Import":
      argument(0, of: call).map { add(.capsuleImport, $0, function, at: call) }
    case "PyCapsule_New": argument(1, of: call).map { add(.capsule, $0, "", at: call) }
    case "PyModule_Create2", "PyModule_Create": add(.singlePhase, name, "", at: call)
    case "PyModuleDef_Init": add(.multiPhase, name, "", at: call)
    case "PyType_FromSpec", "PyType_FromSpecWithBases", "PyType_FromModuleAndSpec",
      "PyType_FromMetaclass":
      add(.heapType, name, "", at: call)
    default: break
    }
  }

  private func argument(_ index: Int, of call: CXCursor) -> String? {
    let parts = children(of: call)
    return index + 1 < parts.count ? literal(parts[index + 1]) : nil
  }

  // MARK: Values

  /// The expression without casts and parentheses.
  private func strip(_ cursor: CXCursor) -> CXCursor {
    var current = cursor
    for _ in 0..<16 {
      switch current.kind {
      case CXCursor_UnexposedExpr, CXCursor_ParenExpr, CXCursor_CStyleCastExpr,
        CXCursor_UnaryOperator, CXCursor_CXXReinterpretCastExpr, CXCursor_CXXStaticCastExpr:
        guard let inner = children(of: current).last else { return current }
        current = inner
      default: return current
      }
    }
    return current
  }

  /// The text of a literal.
  private func literal(_ cursor: CXCursor) -> String? {
    let inner = strip(cursor)
    guard inner.kind == CXCursor_StringLiteral else { return nil }
    var text = text(table.getCursorSpelling(inner))
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
    text.removeFirst()
    text.removeLast()
    return text
  }

  private func number(_ cursor: CXCursor) -> Int? {
    guard let evaluate = table.Cursor_Evaluate, let kind = table.EvalResult_getKind,
      let value = table.EvalResult_getAsLongLong, let dispose = table.EvalResult_dispose,
      let result = evaluate(cursor)
    else { return nil }
    defer { dispose(result) }
    return kind(result) == CXEval_Int ? Int(value(result)) : nil
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    return String(text)
  }
}
#endif
