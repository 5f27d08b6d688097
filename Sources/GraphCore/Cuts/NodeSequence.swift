/// An order of nodes in which one can be moved, and two compared, in constant time.
///
/// A doubly linked list whose elements carry ascending labels with gaps; when a gap is used up, all
/// are labelled anew (the simplest scheme of Dietz and Sleator, *Two algorithms for maintaining
/// order in a list*, STOC 1987). An array that shifts its elements is as fast for a hundred nodes,
/// but a move in a component of 100,000 would cost as much as thousands here.
struct NodeSequence: Sendable {
  /// The label of each node: smaller means earlier.
  private(set) var labels: [Int]
  private var previous: [Int32]
  private var next: [Int32]
  /// Stands before the first and after the last node.
  private let end: Int

  /// The label after all others.
  private static let greatest = 1 << 62

  init(_ order: [Int32]) {
    end = order.count
    labels = Array(repeating: 0, count: order.count)
    previous = Array(repeating: 0, count: order.count + 1)
    next = Array(repeating: 0, count: order.count + 1)
    var last = end
    for node in order {
      next[last] = node
      previous[Int(node)] = Int32(truncatingIfNeeded: last)
      last = Int(node)
    }
    next[last] = Int32(truncatingIfNeeded: end)
    previous[end] = Int32(truncatingIfNeeded: last)
    relabel()
  }

  /// The nodes in order.
  var order: [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(end)
    var node = next[end]
    while Int(node) != end {
      result.append(node)
      node = next[Int(node)]
    }
    return result
  }

  /// Puts `node` just before `other`, or just after it.
  mutating func move(_ node: Int, before: Bool, _ other: Int) {
    let left = before ? Int(previous[other]) : other
    let right = before ? other : Int(next[other])
    if left == node || right == node { return }
    next[Int(previous[node])] = next[node]
    previous[Int(next[node])] = previous[node]
    next[left] = Int32(truncatingIfNeeded: node)
    previous[node] = Int32(truncatingIfNeeded: left)
    next[node] = Int32(truncatingIfNeeded: right)
    previous[right] = Int32(truncatingIfNeeded: node)

    let low = left == end ? 0 : labels[left]
    let high = right == end ? Self.greatest : labels[right]
    // Nearer to the far side, since the next node is likely to be put beside the same popular one.
    let step = (high - low) / 8
    labels[node] = before ? low + step : high - step
    if step == 0 { relabel() }
  }

  private mutating func relabel() {
    let gap = Self.greatest / (end + 1)
    var label = 0
    var node = Int(next[end])
    while node != end {
      label += gap
      labels[node] = label
      node = Int(next[node])
    }
  }
}
