internal import NativeFacts
internal import SourceText

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// What is within a declaration: whom it uses, and how.
extension UnitVisit {
  /// One part of the symbol at hand.
  func body(_ cursor: CXCursor, _ parent: CXCursor) -> CXChildVisitResult {
    let parentNode = node(of: parent)
    while let last = around.last, last.node != parentNode { around.removeLast() }
    let isCallee = callee != nil && callee == parentNode
    callee = nil
    let kind = cursor.kind
    switch kind {
    case CXCursor_DeclRefExpr, CXCursor_MemberRefExpr:
      reference(cursor, isCallee: isCallee)
    case CXCursor_MemberRef:
      member(table.getCursorReferenced(cursor))
    case CXCursor_TypeRef, CXCursor_TemplateRef:
      use(symbol(of: table.getCursorReferenced(cursor)), .type)
    case CXCursor_OverloadedDeclRef:
      facts.isOpen = true
      for index in 0..<table.getNumOverloadedDecls(cursor) {
        use(symbol(of: table.getOverloadedDecl(cursor, index)), .call)
      }
    case CXCursor_CallExpr:
      let called = table.getCursorReferenced(cursor)
      if called.kind == CXCursor_Constructor {
        let constructor = symbol(of: called)
        use(constructor, .call)
        addWrapping(constructor, cursor, .call)
      } else {
        callee = node(of: cursor)
      }
    case CXCursor_UnexposedExpr, CXCursor_ParenExpr:
      if isCallee { callee = node(of: cursor) }
    case CXCursor_VarDecl:
      // A static one lives as long as the library.
      if symbolKind(of: cursor) == .variable { use(symbol(of: cursor), .variable) }
    case CXCursor_StructDecl, CXCursor_ClassDecl, CXCursor_UnionDecl, CXCursor_EnumDecl:
      use(symbol(of: cursor), .type)
      if kind != CXCursor_EnumDecl { return CXChildVisit_Continue }
    case CXCursor_EnumConstantDecl:
      use(symbol(of: cursor), .value)
    case CXCursor_CXXMethod, CXCursor_Constructor, CXCursor_Destructor, CXCursor_FunctionTemplate:
      // Within a template: its text is the template's.
      if !isCPlusPlus { return CXChildVisit_Continue }
    case CXCursor_LambdaExpr:
      addLambda(cursor)
    case CXCursor_UnexposedAttr:
      addAttribute(parent)
    default:
      break
    }
    around.append((node(of: cursor), kind, cursor))
    return CXChildVisit_Recurse
  }

  /// What tells cursors of one thing apart from others, however they were reached.
  func node(of cursor: CXCursor) -> UnsafeRawPointer? {
    let kind = cursor.kind.rawValue
    let isExpression =
      (kind >= CXCursor_FirstExpr.rawValue && kind <= CXCursor_LastExpr.rawValue)
      || (kind >= CXCursor_FirstStmt.rawValue && kind <= CXCursor_LastStmt.rawValue)
    return isExpression ? cursor.data.1 : cursor.data.0
  }

  private func reference(_ cursor: CXCursor, isCallee: Bool) {
    let target = table.getCursorReferenced(cursor)
    switch target.kind {
    case CXCursor_ParmDecl: return
    case CXCursor_VarDecl:
      let variable = symbol(of: target)
      use(variable, .variable)
      if variable >= 0, !isUsed(variable, .write), isWrite(cursor, of: target) {
        use(variable, .write)
      }
    case CXCursor_EnumConstantDecl:
      use(symbol(of: target), .value)
    case CXCursor_FieldDecl:
      member(target)
    case CXCursor_FunctionDecl, CXCursor_CXXMethod, CXCursor_Destructor,
      CXCursor_ConversionFunction, CXCursor_FunctionTemplate, CXCursor_Constructor:
      let function = symbol(of: target)
      use(function, isCallee ? .call : .address)
      if function < 0 { return }
      addWrapping(function, cursor, isCallee ? .call : .address)
      if isCallee {
        if let call = around.last(where: { $0.kind == CXCursor_CallExpr }) {
          pythonCall(facts.symbols[function].name, call.cursor)
        }
      } else {
        addEscape(function, cursor)
      }
    default:
      if !isValid(target), cursor.kind == CXCursor_MemberRefExpr { facts.isOpen = true }
    }
  }

  private func member(_ field: CXCursor) {
    guard isValid(field) else { return }
    use(symbol(of: table.getCursorSemanticParent(field)), .member)
  }

  private func addEscape(_ function: Int, _ cursor: CXCursor) {
    var way = EscapedFunction.Way.other
    var target = ""
    search: for (_, kind, outer) in around.reversed() {
      switch kind {
      case CXCursor_CallExpr:
        way = .argument
        target = text(table.getCursorSpelling(outer))
        break search
      case CXCursor_VarDecl:
        way = .table
        target = text(table.getCursorSpelling(outer))
        break search
      case CXCursor_ReturnStmt:
        way = .result
        break search
      case CXCursor_BinaryOperator:
        way = .assignment
        if let left = children(of: outer).first { target = text(table.getCursorSpelling(left)) }
        break search
      case CXCursor_CompoundStmt: break search
      default: continue
      }
    }
    if way == .other, current >= 0, facts.symbols[current].kind == .variable {
      way = .table
      target = facts.symbols[current].name
    }
    let line = line(of: cursor).line
    facts.escapes.append(
      EscapedFunction(function: function, way: way, target: target, line: line)
    )
  }

  /// A lambda is told by its function and its number; its type is what it captures.
  private func addLambda(_ cursor: CXCursor) {
    guard current >= 0, let bytes = source(of: cursor) else { return }
    lambdas += 1
    let owner = facts.symbols[current]
    let captures = bytes.prefix { $0 != UInt8(ascii: "]") }
    let (file, line) = line(of: cursor)
    facts.symbols.append(
      NativeSymbol(
        key: "\(owner.key) lambda \(lambdas)",
        name: "lambda \(lambdas) of \(owner.name)",
        kind: .lambda,
        linkage: .none,
        traits: [.definition, .own],
        file: file,
        line: line,
        type: String(decoding: captures, as: UTF8.self) + "]",
        content: SourceDigest.digest(bytes)
      )
    )
  }

  /// Attributes behind macros show only in what the parser prints.
  private func addAttribute(_ function: CXCursor) {
    guard current >= 0, facts.symbols[current].kind == .function,
      function.kind == CXCursor_FunctionDecl,
      let policy = table.getCursorPrintingPolicy(function)
    else { return }
    table.PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, 1)
    let printed = text(table.getCursorPrettyPrinted(function, policy))
    table.PrintingPolicy_dispose(policy)
    let names: [(String, NativeSymbol.Traits)] = [
      ("constructor", .constructor), ("destructor", .destructor), ("ifunc", .indirect),
    ]
    for (name, trait) in names where printed.contains("((\(name)") {
      facts.symbols[current].traits.insert(trait)
    }
  }
}
#endif
