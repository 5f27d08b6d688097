/// What grows in a fixed point: a join-semilattice.
protocol Joinable {
  /// What is known of nothing.
  static var bottom: Self { get }

  /// Adds what another one has.
  ///
  /// - Returns: Whether that was news.
  mutating func join(_ other: Self) -> Bool
}

extension Set: Joinable {
  static var bottom: Set { [] }

  mutating func join(_ other: Set) -> Bool {
    let before = count
    formUnion(other)
    return count > before
  }
}

/// The least fixed point of what is asked of functions that call each other.
///
/// Nodes are worked depth-first, and the cycles they are in found on the way (Tarjan, "Depth-first search and linear
/// graph algorithms", 1972). Whoever meets a node that isn't settled gets what is known of it so far. Once the
/// outermost node of a cycle has been worked, its nodes are worked again, innermost first, until none grows. So what is
/// said of a node never depends on who asked first.
///
/// - Complexity: Each node is worked once, and those of a cycle once more for each step that something takes through it.
final class FixedPoint<Value: Joinable> {
  typealias Key = FunctionKey

  private struct Node {
    var value = Value.bottom
    /// The depth of the outermost node that it is in a cycle with, as far as known.
    var low: Int
  }

  private var settled: [Key: Value] = [:]
  private var open: [Key: Node] = [:]
  /// The open nodes, in the order in which they were met.
  private var stack: [Key] = []
  /// How many nodes are in progress.
  private var depth = 0
  /// The least depth that the node in progress was led back to.
  private var low = Int.max

  /// The value of a node, which `work` finds with those of others, for which it asks here.
  func value(of key: Key, _ work: (Key) -> Value) -> Value {
    if let known = settled[key] { return known }
    if let node = open[key] {
      low = min(low, node.low)
      return node.value
    }
    let (place, first, outside) = (depth, stack.count, low)
    stack.append(key)
    open[key] = Node(low: place)
    depth += 1
    low = .max
    grow(key, work)
    if low == place {
      // Whatever was met since is in a cycle with this node.
      while growAll(from: first, work) {}
    }
    depth -= 1
    if low < place {
      for member in stack[first...] { open[member]?.low = low }
      low = min(low, outside)
      return open[key]?.value ?? .bottom
    }
    for member in stack[first...] { settled[member] = open.removeValue(forKey: member)?.value }
    stack.removeLast(stack.count - first)
    low = outside
    return settled[key] ?? .bottom
  }

  /// Works the nodes of a cycle once more; whether one has grown, or there are more of them.
  private func growAll(from first: Int, _ work: (Key) -> Value) -> Bool {
    let count = stack.count
    let head = depth - 1
    for member in stack[first...] { open[member]?.low = head }
    var hasGrown = false
    for position in (first..<count).reversed() where grow(stack[position], work) { hasGrown = true }
    return hasGrown || stack.count > count
  }

  @discardableResult
  private func grow(_ key: Key, _ work: (Key) -> Value) -> Bool {
    let value = work(key)
    return open[key]?.value.join(value) ?? false
  }
}
