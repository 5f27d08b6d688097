internal import NativeFacts

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// Which expressions change a variable that lives as long as the library.
extension UnitVisit {
  /// Whether the reference at hand to `variable` changes it, or hands out its address.
  ///
  /// It looks at the expressions around, from the inside: parts of the variable count as it does, what a
  /// pointer in it points to doesn't.
  func isWrite(_ reference: CXCursor, of variable: CXCursor) -> Bool {
    var isArray = type(of: variable).hasSuffix("]")
    var inner = reference
    for (_, kind, outer) in around.reversed() {
      switch kind {
      case CXCursor_ParenExpr: break
      case CXCursor_MemberRefExpr:
        // Through an arrow it is another object.
        if type(of: inner).hasSuffix("*") { return false }
        isArray = type(of: outer).hasSuffix("]")
      case CXCursor_ArraySubscriptExpr:
        guard isFirst(inner, in: outer), isArray else { return false }
        isArray = type(of: outer).hasSuffix("]")
      case CXCursor_UnexposedExpr:
        // A value is read where it isn't an array that becomes a pointer.
        if !isArray, !isObject(inner) { return false }
      case CXCursor_BinaryOperator:
        return isFirst(inner, in: outer) && isAssignment(outer, after: inner)
      case CXCursor_CompoundAssignOperator:
        return isFirst(inner, in: outer)
      case CXCursor_UnaryOperator:
        return isChange(outer)
      case CXCursor_CallExpr:
        // An array goes as a pointer.
        if isArray { return !type(of: inner).hasPrefix("const ") }
        return isCPlusPlus && mayChange(inner, in: outer)
      default: return false
      }
      inner = outer
    }
    return false
  }

  /// Whether a call of C++ may change what it is given: by a function of the object's, or by reference.
  private func mayChange(_ inner: CXCursor, in call: CXCursor) -> Bool {
    let called = table.getCursorReferenced(inner.kind == CXCursor_MemberRefExpr ? inner : call)
    guard isValid(called), called.kind != CXCursor_Constructor else { return false }
    let signature = type(of: called)
    if inner.kind == CXCursor_MemberRefExpr, called.kind != CXCursor_FieldDecl {
      return !signature.hasSuffix(" const")
    }
    // Operators of the class have the object on their left.
    if called.kind == CXCursor_CXXMethod, isFirst(inner, in: call) {
      return !signature.hasSuffix(" const")
    }
    // By value there would be a conversion between; a reference to a constant makes it one.
    return !type(of: inner).hasPrefix("const ")
  }

  private func isFirst(_ inner: CXCursor, in outer: CXCursor) -> Bool {
    children(of: outer).first.map { node(of: $0) == node(of: inner) } ?? false
  }

  /// Whether an expression is of a class type, so that a call on it may change it.
  private func isObject(_ cursor: CXCursor) -> Bool {
    isCPlusPlus && table.getCanonicalType(table.getCursorType(cursor)).kind == CXType_Record
  }

  /// Whether the sign between the two sides is `=`.
  private func isAssignment(_ cursor: CXCursor, after left: CXCursor) -> Bool {
    guard let whole = files.span(of: cursor, &boundary), let side = files.span(of: left, &boundary),
      whole.file === side.file, side.range.upperBound <= whole.range.upperBound,
      let rest = whole.file.bytes(side.range.upperBound..<whole.range.upperBound)
    else { return false }
    let signs = rest.drop { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: ")") }.prefix(2)
    return signs.first == UInt8(ascii: "=") && signs.last != UInt8(ascii: "=")
  }

  /// Whether a sign before or behind an operand changes it or takes its address: `++`, `--`, `&`.
  private func isChange(_ cursor: CXCursor) -> Bool {
    guard let text = source(of: cursor), let first = text.first, let last = text.last else {
      return false
    }
    // Python's own definitions are handed to the interpreter, which is no change of the module's.
    if first == UInt8(ascii: "&") { return !isPythonDefinition(cursor) }
    let signs = [UInt8(ascii: "+"), UInt8(ascii: "-")]
    return (signs.contains(first) && text.count > 1 && text[1] == first)
      || (signs.contains(last) && text.count > 1 && text[text.count - 2] == last)
  }

  private func isPythonDefinition(_ cursor: CXCursor) -> Bool {
    let spelled = type(of: cursor)
    return ["PyModuleDef", "_typeobject", "PyMethodDef", "PyType_Spec"].contains {
      spelled.contains($0)
    }
  }
}
#endif
