public import SourceText

/// `lambda arguments: body`.
public struct Lambda: SyntaxView {
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

  /// The `arguments` node.
  @inlinable public var arguments: NodeID { tree.child(node, 0) }

  /// The body.
  @inlinable public var body: NodeID { tree.child(node, 1) }
}

/// The parameters of a function: `arg` nodes; defaults are links of their `arg`.
public struct Arguments: SyntaxView {
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

  /// The name.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 0), end: tree.link(node, 1))
  }

  /// The bound, or none.
  @inlinable public var bound: NodeID { tree.child(node, 2) }

  /// The default, or none.
  @inlinable public var defaultValue: NodeID { tree.child(node, 3) }
}
