/// The kinds of node, named after the classes of CPython's `ast`.
public enum NodeKind: UInt8, Sendable, CaseIterable {
  /// Index 0 of every tree: "no node".
  case none
  case module
  // Statements.
  case functionDef, asyncFunctionDef, classDef, returnStatement, delete, assign, typeAlias,
    augAssign
  case annAssign, forLoop, asyncFor, whileLoop, ifStatement, with, asyncWith, match, raise,
    tryStatement
  case tryStar, assertStatement, importStatement, importFrom, global, nonlocal, expression, pass
  case breakStatement, continueStatement
  // Expressions.
  case boolOp, namedExpr, binOp, unaryOp, lambda, ifExp, dict, set, listComp, setComp, dictComp
  case generatorExp, await, yield, yieldFrom, compare, call, formattedValue, joinedStr, constant
  case attribute, `subscript`, starred, name, list, tuple, slice, templateStr, interpolation
  // Parts.
  case comprehension, exceptHandler, arguments, arg, keyword, alias, withItem, matchCase
  // Patterns.
  case matchValue, matchSingleton, matchSequence, matchMapping, matchClass, matchStar, matchAs,
    matchOr
  // Type parameters.
  case typeVar, paramSpec, typeVarTuple
  /// What the parser skipped to get to the next statement; the text has a diagnostic.
  case invalid
}

/// Operators of `binOp`, `augAssign`, `unaryOp`, `boolOp` and `compare`, named after CPython's `ast`.
public enum Operator: UInt8, Sendable, CaseIterable {
  case none
  case add, sub, mult, matMult, div, mod, pow, lShift, rShift, bitOr, bitXor, bitAnd, floorDiv
  case invert, not, uAdd, uSub
  case and, or
  case eq, notEq, lt, ltE, gt, gtE, `is`, isNot, `in`, notIn
}

/// What a `constant` node is.
public enum ConstantKind: UInt8, Sendable, CaseIterable {
  case none, `true`, `false`, ellipsis, integer, float, imaginary, string, bytes
}
