public import SourceText

/// A value pattern (`matchValue`), or `None`, `True`, `False` (`matchSingleton`: the value is its `constant`).
public struct MatchValue: SyntaxView {
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

  /// The value.
  @inlinable public var value: NodeID { tree.child(node, 0) }
}

/// `[a, b, *rest]` (`matchSequence`) or `a | b` (`matchOr`).
public struct MatchSequence: SyntaxView {
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

  /// The patterns.
  @inlinable public var patterns: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// `{key: pattern, **rest}`.
public struct MatchMapping: SyntaxView {
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

  /// The name after `**`; empty when there is none.
  @inlinable public var rest: SourceRange {
    SourceRange(start: tree.link(node, 0), end: tree.link(node, 1))
  }

  /// The key expressions.
  @inlinable public var keys: NodeList {
    tree.list(node, 4, tree.link(node, 2))
  }

  /// The patterns, one for each key.
  @inlinable public var patterns: NodeList {
    tree.list(node, 4 + Int(tree.link(node, 2)), tree.link(node, 3))
  }
}

/// `Class(pattern, name=pattern)`.
public struct MatchClass: SyntaxView {
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

  /// The class.
  @inlinable public var classExpression: NodeID { tree.child(node, 0) }

  /// Positional patterns.
  @inlinable public var patterns: NodeList {
    tree.list(node, 4, tree.link(node, 1))
  }

  /// Keyword patterns.
  @inlinable public var keywordPatterns: NodeList {
    tree.list(node, 4 + Int(tree.link(node, 1)), tree.link(node, 2))
  }

  /// Keyword names, as `name` nodes without a place of their own in `ast`.
  @inlinable public var keywordNames: NodeList {
    tree.list(node, 4 + Int(tree.link(node, 1)) + Int(tree.link(node, 2)), tree.link(node, 3))
  }
}

/// `pattern as name`, a capture, `_` (`matchAs`) or `*name` (`matchStar`).
public struct MatchCapture: SyntaxView {
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

  /// The pattern before `as`, or none.
  @inlinable public var pattern: NodeID { tree.child(node, 0) }

  /// The name; empty for `_`.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 1), end: tree.link(node, 2))
  }
}
