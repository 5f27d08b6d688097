import PythonSyntax
import SourceText

/// Writes a tree in the form that `scripts/check-syntax` also makes of CPython's `ast`.
///
/// One line for each node and field, in the order of the fields; nothing recursive, since trees may
/// be deep.
struct TreeDump {
  let tree: SyntaxTree
  private let lines: LineTable
  private(set) var output: [UInt8] = []
  private var line = 0

  init(_ tree: SyntaxTree) {
    self.tree = tree
    lines = tree.source.withUnsafeBufferPointer { LineTable($0) }
    output.reserveCapacity(tree.nodeCount * 24)
  }

  private enum Work {
    case node(NodeID)
    case list(Int)
    case name(SourceRange)
    case operation(Operator)
    case word(UInt32)
  }

  mutating func write() {
    var stack: [Work] = [.node(tree.root)]
    while let work = stack.popLast() {
      switch work {
      case .node(let node):
        if node.exists {
          head(node)
          push(node, &stack)
        } else {
          put("-\n")
        }
      case .list(let count):
        put("[")
        put(count)
        put("\n")
      case .name(let range):
        put("n")
        tree.withName(range) { output.append(contentsOf: $0) }
        put("\n")
      case .operation(let operation):
        put("o\(operation)\n")
      case .word(let word):
        put("w")
        put(Int(word))
        put("\n")
      }
    }
  }

  private mutating func push(_ node: NodeID, _ stack: inout [Work]) {
    let kind = tree.kind(node)
    var works: [Work] = []
    var lists: [(slot: Int, count: Int, field: NodeField)] = []
    var position = 0
    for field in kind.fields {
      switch field {
      case .name:
        if kind != .formattedValue {
          works.append(
            .name(SourceRange(start: tree.link(node, position), end: tree.link(node, position + 1)))
          )
        }
        position += 2
      case .child:
        works.append(.node(tree.child(node, position)))
        position += 1
      case .word:
        works.append(.word(tree.link(node, position)))
        position += 1
      case .list, .names, .words:
        let count = Int(tree.link(node, position))
        lists.append((works.count, count, field))
        works.append(.list(count))
        position += 1
      }
    }
    var bodies: [[Work]] = []
    for list in lists {
      bodies.append(
        (position..<position + list.count).map { place in
          switch list.field {
          case .words:
            .operation(
              Operator(rawValue: UInt8(truncatingIfNeeded: tree.link(node, place))) ?? .none
            )
          case .names: .name(tree.range(tree.child(node, place)))
          default: .node(tree.child(node, place))
          }
        }
      )
      position += list.count
    }
    for index in works.indices.reversed() {
      if let list = lists.firstIndex(where: { $0.slot == index }) {
        stack.append(contentsOf: bodies[list].reversed())
      }
      stack.append(works[index])
    }
  }

  /// The node's own line.
  private mutating func head(_ node: NodeID) {
    let kind = tree.kind(node)
    put("\(kind)")
    switch kind {
    case .module, .arguments, .comprehension, .withItem, .matchCase: break
    default:
      let range = tree.range(node)
      position(range.start)
      position(range.end)
    }
    switch kind {
    case .boolOp, .binOp, .unaryOp, .augAssign:
      put(" \(Operator(rawValue: tree.detail(node)) ?? .none)")
    case .comprehension, .annAssign, .formattedValue, .interpolation:
      put(" ")
      put(Int(tree.detail(node)))
    case .name:
      put(" ")
      tree.withName(tree.range(node)) { output.append(contentsOf: $0) }
    case .constant: constant(node)
    default: break
    }
    put("\n")
  }

  private mutating func constant(_ node: NodeID) {
    let constant = Constant(tree, node)
    switch constant.kind {
    case .none: put(" None")
    case .true: put(" True")
    case .false: put(" False")
    case .ellipsis: put(" Ellipsis")
    case .integer: put(" i" + NumberText.integer(tree.bytes(tree.range(node))))
    case .float: put(" f" + NumberText.float(tree.bytes(tree.range(node))))
    case .imaginary: put(" j" + NumberText.float(tree.bytes(tree.range(node)).dropLast()))
    case .string:
      put(constant.hasUnicodePrefix ? " u" : " s")
      hex(StringLiteral.decode(tree, node))
    case .bytes:
      put(" b")
      hex(StringLiteral.decode(tree, node))
    }
  }

  private mutating func position(_ offset: UInt32) {
    let line = line(of: offset)
    put(" ")
    put(line)
    put(" ")
    put(Int(offset) - Int(lines.starts[line - 1]))
  }

  /// The line of an offset; most are on the last one's line or next to it.
  private mutating func line(of offset: UInt32) -> Int {
    let starts = lines.starts
    if line > 0, line < starts.count, starts[line - 1] <= offset, offset < starts[line] {
      return line
    }
    line = lines.line(at: offset)
    return line
  }

  private mutating func put(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func put(_ number: Int) {
    if number < 10 {
      output.append(UInt8(truncatingIfNeeded: 48 + number))
    } else {
      put(number / 10)
      output.append(UInt8(truncatingIfNeeded: 48 + number % 10))
    }
  }

  private mutating func hex(_ bytes: [UInt8]) {
    for byte in bytes {
      for digit in [byte >> 4, byte & 15] { output.append(digit < 10 ? 48 + digit : 87 + digit) }
    }
  }
}
