public import SourceText

/// `{key: value, **mapping}`: keys and values in pairs; a key of none is a `**`.
public struct DictDisplay: SyntaxView {
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

  /// The elements.
  @inlinable public var elements: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// `listComp`, `setComp`, `generatorExp`; for `dictComp` see `DictComp`.
public struct Comprehension: SyntaxView {
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

  /// The element.
  @inlinable public var element: NodeID { tree.child(node, 0) }

  /// `comprehension` nodes.
  @inlinable public var generators: NodeList {
    tree.list(node, 2, tree.link(node, 1))
  }
}

/// `{key: value for ...}`.
public struct DictComp: SyntaxView {
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

/// `{value!r:spec}` in an f-string (`formattedValue`) or t-string (`interpolation`).
public struct FormattedValue: SyntaxView {
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

  /// `constant`, `formattedValue` and `interpolation` nodes.
  @inlinable public var values: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// A literal; string pieces that are implicitly concatenated are one constant over all of them.
public struct Constant: SyntaxView {
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

  /// What it is.
  @inlinable public var kind: ConstantKind {
    unsafeBitCast(tree.detail(node) & 0x0f, to: ConstantKind.self)
  }

  /// Whether the first piece has a `u` prefix.
  @inlinable public var hasUnicodePrefix: Bool { tree.detail(node) & Self.unicodeFlag != 0 }

  /// The detail bit of `hasUnicodePrefix`.
  @usableFromInline static var unicodeFlag: UInt8 { 0x10 }

  /// The detail bit of a string of several pieces, or of an f-string's text.
  ///
  /// The links are the number of pieces, then flags, start and end of each. Without it the node's range is one literal.
  static var piecesFlag: UInt8 { 0x20 }
}
