/// One link, or group of links, of a node; see `SyntaxView` for how they lie.
public enum NodeField: Sendable {
  /// A name: start and end offset, both 0 for none.
  case name
  /// A node, or none.
  case child
  /// A count; the nodes follow the other links.
  case list
  /// The same, of `name` nodes that stand for bare names.
  case names
  /// The same, of raw words (`Compare.operatorCodes`).
  case words
  /// A raw word.
  case word
}

extension NodeKind {
  /// The node's fields in the order of its links.
  ///
  /// For walks that treat all kinds alike; the strings and numbers of a `constant` aren't fields.
  public var fields: [NodeField] {
    switch self {
    case .none, .pass, .breakStatement, .continueStatement, .constant, .name, .invalid: []
    case .module, .delete, .importStatement, .boolOp, .set, .joinedStr, .templateStr, .list, .tuple,
      .matchSequence, .matchOr:
      [.list]
    case .functionDef, .asyncFunctionDef: [.name, .child, .child, .list, .list, .list]
    case .classDef: [.name, .list, .list, .list, .list, .list]
    case .returnStatement, .expression, .await, .yield, .yieldFrom, .starred, .unaryOp, .matchValue,
      .matchSingleton:
      [.child]
    case .assign: [.child, .list]
    case .typeAlias: [.child, .child, .list]
    case .augAssign, .namedExpr, .binOp, .lambda, .subscript, .raise, .assertStatement, .withItem:
      [.child, .child]
    case .annAssign, .ifExp, .slice: [.child, .child, .child]
    case .forLoop, .asyncFor: [.child, .child, .list, .list]
    case .whileLoop, .ifStatement: [.child, .list, .list]
    case .with, .asyncWith, .dict: [.list, .list]
    case .match, .listComp, .setComp, .generatorExp: [.child, .list]
    case .tryStatement, .tryStar: [.list, .list, .list, .list]
    case .importFrom: [.word, .name, .list]
    case .global, .nonlocal: [.names]
    case .dictComp, .comprehension, .matchCase: [.child, .child, .list]
    case .compare: [.child, .list, .words]
    case .call: [.child, .list, .list]
    case .formattedValue, .interpolation: [.child, .child, .name]
    case .attribute, .matchAs, .matchStar: [.child, .name]
    case .exceptHandler: [.child, .name, .list]
    case .arguments: [.child, .child, .list, .list, .list]
    case .arg, .typeVar, .paramSpec, .typeVarTuple: [.name, .child, .child]
    case .keyword: [.name, .child]
    case .alias: [.name, .name]
    case .matchMapping: [.name, .list, .list]
    case .matchClass: [.child, .list, .list, .names]
    }
  }
}

extension SyntaxTree {
  /// Calls `body` with each child of a node, in the order of its links.
  public func forEachChild(of node: NodeID, _ body: (NodeID) -> Void) {
    var position = 0
    var lists: [(count: UInt32, hasNodes: Bool)] = []
    for field in kind(node).fields {
      switch field {
      case .name: position += 2
      case .word: position += 1
      case .child:
        let child = child(node, position)
        if child.exists { body(child) }
        position += 1
      case .list, .names, .words:
        lists.append((link(node, position), field != .words))
        position += 1
      }
    }
    for list in lists {
      if list.hasNodes {
        for child in self.list(node, position, list.count) where child.exists { body(child) }
      }
      position += Int(list.count)
    }
  }
}
