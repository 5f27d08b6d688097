/// One link, or group of links, of a node; see `SyntaxView` for how they lie.
public enum NodeField: UInt8, Sendable {
  /// A name: start and end offset, both 0 for none.
  case name = 1
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
    var fields: [NodeField] = []
    var layout = layout
    while let field = NodeField(rawValue: UInt8(truncatingIfNeeded: layout & 7)) {
      fields.append(field)
      layout >>= 3
    }
    return fields
  }

  /// The fields as octal digits, the first one lowest: a walk decodes them without an allocation.
  @inlinable
  package var layout: UInt32 {
    switch self {
    case .none, .pass, .breakStatement, .continueStatement, .constant, .name, .invalid: 0o0
    case .module, .delete, .importStatement, .boolOp, .set, .joinedStr, .templateStr, .list, .tuple,
      .matchSequence, .matchOr:
      0o3
    case .functionDef, .asyncFunctionDef: 0o3_3_3_2_2_1
    case .classDef: 0o3_3_3_3_3_1
    case .returnStatement, .expression, .await, .yield, .yieldFrom, .starred, .unaryOp, .matchValue,
      .matchSingleton:
      0o2
    case .assign: 0o3_2
    case .typeAlias: 0o3_2_2
    case .augAssign, .namedExpr, .binOp, .lambda, .subscript, .raise, .assertStatement, .withItem:
      0o2_2
    case .annAssign, .ifExp, .slice: 0o2_2_2
    case .forLoop, .asyncFor: 0o3_3_2_2
    case .whileLoop, .ifStatement: 0o3_3_2
    case .with, .asyncWith, .dict: 0o3_3
    case .match, .listComp, .setComp, .generatorExp: 0o3_2
    case .tryStatement, .tryStar: 0o3_3_3_3
    case .importFrom: 0o3_1_6
    case .global, .nonlocal: 0o4
    case .dictComp, .comprehension, .matchCase: 0o3_2_2
    case .compare: 0o5_3_2
    case .call: 0o3_3_2
    case .formattedValue, .interpolation: 0o1_2_2
    case .attribute, .matchAs, .matchStar: 0o1_2
    case .exceptHandler: 0o3_1_2
    case .arguments: 0o3_3_3_2_2
    case .arg, .typeVar, .paramSpec, .typeVarTuple: 0o2_2_1
    case .keyword: 0o2_1
    case .alias: 0o1_1
    case .matchMapping: 0o3_3_1
    case .matchClass: 0o4_3_3_2
    }
  }
}

extension SyntaxTree {
  /// Calls `body` with each child of a node, in the order of its links.
  ///
  /// Trees are as deep as the source says: whoever walks one keeps a stack of nodes, and doesn't
  /// recurse.
  @inlinable
  public func forEachChild(of node: NodeID, _ body: (NodeID) -> Void) {
    let record = nodes[Int(node.index)]
    let first = Int(record.place)
    var place = first
    var hasLists = false
    var layout = record.kind.layout
    while layout != 0 {
      switch layout & 7 {
      case 1: place += 2
      case 2:
        let child = NodeID(links[place])
        if child.exists { body(child) }
        place += 1
      case 6: place += 1
      default:
        hasLists = true
        place += 1
      }
      layout >>= 3
    }
    if hasLists { forEachListed(record.kind.layout, first, place, body) }
  }

  /// The same for the lists, whose counts stand among the links from `first` on.
  @inlinable
  func forEachListed(_ layout: UInt32, _ first: Int, _ start: Int, _ body: (NodeID) -> Void) {
    var count = first
    var place = start
    var layout = layout
    while layout != 0 {
      switch layout & 7 {
      case 1: count += 2
      case 3, 4:
        let end = place + Int(links[count])
        while place < end {
          let child = NodeID(links[place])
          if child.exists { body(child) }
          place += 1
        }
        count += 1
      case 5:
        place += Int(links[count])
        count += 1
      default: count += 1
      }
      layout >>= 3
    }
  }
}
