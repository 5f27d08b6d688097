public import SourceText

/// `a and b and c`, `a or b`.
public struct BoolOp: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// `and` or `or`.
  @inlinable public var operation: Operator { unsafeBitCast(tree.detail(node), to: Operator.self) }

  /// The operands.
  @inlinable public var values: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// `target := value`.
public struct NamedExpr: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The `name` node.
  @inlinable public var target: NodeID { tree.child(node, 0) }

  /// The value.
  @inlinable public var value: NodeID { tree.child(node, 1) }
}

/// `left op right`.
public struct BinOp: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The operator.
  @inlinable public var operation: Operator { unsafeBitCast(tree.detail(node), to: Operator.self) }

  /// The left operand.
  @inlinable public var left: NodeID { tree.child(node, 0) }

  /// The right operand.
  @inlinable public var right: NodeID { tree.child(node, 1) }
}

/// `op operand`.
public struct UnaryOp: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The operator.
  @inlinable public var operation: Operator { unsafeBitCast(tree.detail(node), to: Operator.self) }

  /// The operand.
  @inlinable public var operand: NodeID { tree.child(node, 0) }
}

/// `lambda arguments: body`.
public struct Lambda: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The `arguments` node.
  @inlinable public var arguments: NodeID { tree.child(node, 0) }

  /// The body.
  @inlinable public var body: NodeID { tree.child(node, 1) }
}

/// `body if test else orElse`.
public struct IfExp: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The condition.
  @inlinable public var test: NodeID { tree.child(node, 0) }

  /// The value when true.
  @inlinable public var body: NodeID { tree.child(node, 1) }

  /// The value when false.
  @inlinable public var orElse: NodeID { tree.child(node, 2) }
}

/// `{key: value, **mapping}`: keys and values in pairs; a key of none is a `**`.
public struct DictDisplay: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The keys.
  @inlinable public var keys: NodeList {
    tree.list(node, 2, tree.link(node, 0))
  }

  /// The values.
  @inlinable public var values: NodeList {
    tree.list(node, 2 + Int(tree.link(node, 0)), tree.link(node, 1))
  }
}

/// `set`, `list` and `tuple` displays.
public struct Sequence: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The elements.
  @inlinable public var elements: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// `listComp`, `setComp`, `generatorExp`; for `dictComp` see `DictComp`.
public struct Comprehension: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The element.
  @inlinable public var element: NodeID { tree.child(node, 0) }

  /// `comprehension` nodes.
  @inlinable public var generators: NodeList {
    tree.list(node, 2, tree.link(node, 1))
  }
}

/// `{key: value for ...}`.
public struct DictComp: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The key.
  @inlinable public var key: NodeID { tree.child(node, 0) }

  /// The value.
  @inlinable public var value: NodeID { tree.child(node, 1) }

  /// `comprehension` nodes.
  @inlinable public var generators: NodeList {
    tree.list(node, 3, tree.link(node, 2))
  }
}

/// One `for target in iterable if ...` of a comprehension (`comprehension`).
public struct Generator: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// Whether it is `async for`.
  @inlinable public var isAsync: Bool { tree.detail(node) != 0 }

  /// The target.
  @inlinable public var target: NodeID { tree.child(node, 0) }

  /// What is iterated.
  @inlinable public var iterable: NodeID { tree.child(node, 1) }

  /// The `if` conditions.
  @inlinable public var conditions: NodeList {
    tree.list(node, 3, tree.link(node, 2))
  }
}

/// One operand: `await`, `yield` (maybe none), `yieldFrom`, `starred`.
public struct ValueExpression: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The operand, or none.
  @inlinable public var value: NodeID { tree.child(node, 0) }
}

/// `left op right op right`.
public struct Compare: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The first operand.
  @inlinable public var left: NodeID { tree.child(node, 0) }

  /// The other operands.
  @inlinable public var comparators: NodeList {
    tree.list(node, 3, tree.link(node, 1))
  }

  /// The operators as raw values; read them through `operation(at:)`.
  @inlinable public var operatorCodes: NodeList {
    tree.list(node, 3 + Int(tree.link(node, 1)), tree.link(node, 2))
  }
}

/// `function(arguments)`.
public struct Call: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// What is called.
  @inlinable public var function: NodeID { tree.child(node, 0) }

  /// Positional arguments, starred ones included.
  @inlinable public var arguments: NodeList {
    tree.list(node, 3, tree.link(node, 1))
  }

  /// `keyword` nodes.
  @inlinable public var keywords: NodeList {
    tree.list(node, 3 + Int(tree.link(node, 1)), tree.link(node, 2))
  }
}

/// `name=value` or `**value` in a call or class header.
public struct Keyword: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The name; empty for `**`.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 0), end: tree.link(node, 1))
  }

  /// The value.
  @inlinable public var value: NodeID { tree.child(node, 2) }
}

/// `{value!r:spec}` in an f-string (`formattedValue`) or t-string (`interpolation`).
public struct FormattedValue: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The letter after `!`, or 0 for none.
  @inlinable public var conversion: UInt8 { tree.detail(node) }

  /// The expression.
  @inlinable public var value: NodeID { tree.child(node, 0) }

  /// A `joinedStr`, or none.
  @inlinable public var formatSpec: NodeID { tree.child(node, 1) }

  /// The expression's text as written (for `interpolation`).
  @inlinable public var text: SourceRange {
    SourceRange(start: tree.link(node, 2), end: tree.link(node, 3))
  }
}

/// An f-string (`joinedStr`) or t-string (`templateStr`), with what is implicitly concatenated to it.
public struct JoinedStr: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// `constant`, `formattedValue` and `interpolation` nodes.
  @inlinable public var values: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// A literal; string pieces that are implicitly concatenated are one constant over all of them.
public struct Constant: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// What it is.
  @inlinable public var kind: ConstantKind {
    unsafeBitCast(tree.detail(node) & 0x0f, to: ConstantKind.self)
  }

  /// Whether the first piece has a `u` prefix.
  @inlinable public var hasUnicodePrefix: Bool { tree.detail(node) & Self.unicodeFlag != 0 }

  /// The detail bit of `hasUnicodePrefix`.
  @usableFromInline static var unicodeFlag: UInt8 { 0x10 }

  /// The detail bit of a string of several pieces, or of an f-string's text: the links are the number
  /// of pieces, then flags, start and end of each. Without it the node's range is one literal.
  static var piecesFlag: UInt8 { 0x20 }
}

/// `value.name`.
public struct Attribute: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The object.
  @inlinable public var value: NodeID { tree.child(node, 0) }

  /// The attribute's name.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 1), end: tree.link(node, 2))
  }
}

/// `value[index]`.
public struct Subscript: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The object.
  @inlinable public var value: NodeID { tree.child(node, 0) }

  /// The index: a `tuple` or `slice` too.
  @inlinable public var index: NodeID { tree.child(node, 1) }
}

/// `lower:upper:step`.
public struct Slice: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The lower bound, or none.
  @inlinable public var lower: NodeID { tree.child(node, 0) }

  /// The upper bound, or none.
  @inlinable public var upper: NodeID { tree.child(node, 1) }

  /// The step, or none.
  @inlinable public var step: NodeID { tree.child(node, 2) }
}

/// The parameters of a function: `arg` nodes; defaults are links of their `arg`.
public struct Arguments: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The `arg` after `*`, or none.
  @inlinable public var variadic: NodeID { tree.child(node, 0) }

  /// The `arg` after `**`, or none.
  @inlinable public var variadicKeyword: NodeID { tree.child(node, 1) }

  /// Parameters before `/`.
  @inlinable public var positionalOnly: NodeList {
    tree.list(node, 5, tree.link(node, 2))
  }

  /// Parameters that are neither.
  @inlinable public var positional: NodeList {
    tree.list(node, 5 + Int(tree.link(node, 2)), tree.link(node, 3))
  }

  /// Parameters after `*`.
  @inlinable public var keywordOnly: NodeList {
    tree.list(node, 5 + Int(tree.link(node, 2)) + Int(tree.link(node, 3)), tree.link(node, 4))
  }
}

/// One parameter (`arg`).
public struct Parameter: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The name.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 0), end: tree.link(node, 1))
  }

  /// The annotation, or none.
  @inlinable public var annotation: NodeID { tree.child(node, 2) }

  /// The default, or none.
  @inlinable public var defaultValue: NodeID { tree.child(node, 3) }
}

/// `T: bound = default`, `*Ts`, `**P` (`typeVar`, `typeVarTuple`, `paramSpec`).
public struct TypeParameter: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The name.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 0), end: tree.link(node, 1))
  }

  /// The bound, or none.
  @inlinable public var bound: NodeID { tree.child(node, 2) }

  /// The default, or none.
  @inlinable public var defaultValue: NodeID { tree.child(node, 3) }
}

extension Compare {
  /// The operator before the `position`th comparator.
  @inlinable
  public func operation(at position: Int) -> Operator {
    unsafeBitCast(UInt8(truncatingIfNeeded: operatorCodes[position].index), to: Operator.self)
  }
}
