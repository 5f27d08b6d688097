internal import PythonSyntax

/// How the links of one kind of node are laid out, for walks that treat all kinds alike.
///
/// The typed views of `PythonSyntax` say what each link means; this says only which links are
/// nodes, names or plain numbers, so that a pass over all nodes needs no case for each kind.
struct NodeShape {
  enum Field: UInt16 {
    /// One link: a node, maybe none.
    case node
    /// Two links: a byte range of the source.
    case name
    /// One link: a number.
    case number
  }

  /// The fields before the lists, two bits each: an array would be counted at every node.
  private let codes: UInt16
  let fieldCount: Int
  let listCount: Int
  /// The number of links before the counts of the lists.
  let width: Int
  /// Whether the last list holds numbers instead of nodes (the operators of a comparison).
  let lastListIsNumbers: Bool

  init(_ fields: [Field] = [], lists listCount: Int = 0, lastListIsNumbers: Bool = false) {
    var codes: UInt16 = 0
    for field in fields.reversed() { codes = codes << 2 | field.rawValue }
    self.codes = codes
    fieldCount = fields.count
    width = fields.reduce(0) { $0 + ($1 == .name ? 2 : 1) }
    self.listCount = listCount
    self.lastListIsNumbers = lastListIsNumbers
  }

  /// The `index`th field.
  subscript(index: Int) -> Field {
    switch codes >> (2 * UInt16(truncatingIfNeeded: index)) & 3 {
    case 0: .node
    case 1: .name
    default: .number
    }
  }

  init(of kind: NodeKind) {
    switch kind {
    case .none, .pass, .breakStatement, .continueStatement, .constant, .name, .invalid:
      self.init()
    case .module, .delete, .importStatement, .global, .nonlocal, .boolOp, .set, .list, .tuple,
      .joinedStr, .templateStr, .matchSequence, .matchOr:
      self.init(lists: 1)
    case .functionDef, .asyncFunctionDef:
      self.init([.name, .node, .node], lists: 3)
    case .classDef:
      self.init([.name], lists: 5)
    case .returnStatement, .expression, .unaryOp, .await, .yield, .yieldFrom, .starred,
      .matchValue, .matchSingleton:
      self.init([.node])
    case .assign, .match, .listComp, .setComp, .generatorExp:
      self.init([.node], lists: 1)
    case .typeAlias, .dictComp, .comprehension, .matchCase:
      self.init([.node, .node], lists: 1)
    case .augAssign, .raise, .assertStatement, .namedExpr, .binOp, .lambda, .subscript, .withItem:
      self.init([.node, .node])
    case .annAssign, .ifExp, .slice:
      self.init([.node, .node, .node])
    case .forLoop, .asyncFor:
      self.init([.node, .node], lists: 2)
    case .whileLoop, .ifStatement, .call:
      self.init([.node], lists: 2)
    case .with, .asyncWith, .dict:
      self.init(lists: 2)
    case .tryStatement, .tryStar:
      self.init(lists: 4)
    case .importFrom:
      self.init([.number, .name], lists: 1)
    case .compare:
      self.init([.node], lists: 2, lastListIsNumbers: true)
    case .formattedValue, .interpolation:
      self.init([.node, .node, .name])
    case .attribute, .matchStar, .matchAs:
      self.init([.node, .name])
    case .exceptHandler:
      self.init([.node, .name], lists: 1)
    case .arguments:
      self.init([.node, .node], lists: 3)
    case .arg, .typeVar, .paramSpec, .typeVarTuple:
      self.init([.name, .node, .node])
    case .keyword:
      self.init([.name, .node])
    case .alias:
      self.init([.name, .name])
    case .matchMapping:
      self.init([.name], lists: 2)
    case .matchClass:
      self.init([.node], lists: 3)
    }
  }

  /// The shapes of all kinds, by raw value.
  static let all: [NodeShape] = NodeKind.allCases.map { NodeShape(of: $0) }
  /// The widths and list counts alone: what the walk looks up at every list.
  static let widths: [UInt8] = all.map { UInt8($0.width) }
  static let listCounts: [UInt8] = all.map { UInt8($0.listCount) }
}
