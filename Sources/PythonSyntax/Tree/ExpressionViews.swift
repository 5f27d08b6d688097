public import SourceText

/// `a and b and c`, `a or b`.
public struct BoolOp: SyntaxView {
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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

/// `body if test else orElse`.
public struct IfExp: SyntaxView {
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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

/// One operand: `await`, `yield` (maybe none), `yieldFrom`, `starred`.
public struct ValueExpression: SyntaxView {
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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

/// `value.name`.
public struct Attribute: SyntaxView {
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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

extension Compare {
  /// The operator before the `position`th comparator.
  @inlinable
  public func operation(at position: Int) -> Operator {
    unsafeBitCast(UInt8(truncatingIfNeeded: operatorCodes[position].index), to: Operator.self)
  }
}
