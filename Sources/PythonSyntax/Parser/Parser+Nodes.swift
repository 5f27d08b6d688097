import SourceText

/// Making nodes: the record and its links are appended, with room checked once for each.
extension Parser {
  @inline(never)
  private mutating func growNodes() {
    let larger = UnsafeMutablePointer<NodeRecord>.allocate(capacity: nodeCapacity * 2)
    larger.update(from: nodes, count: nodeCount)
    nodes.deallocate()
    nodes = larger
    nodeCapacity *= 2
    tree.nodes = nodes
    tree.nodeCapacity = nodeCapacity
  }

  @inline(never)
  private mutating func growLinks(_ count: Int) {
    let capacity = max(linkCapacity * 2, linkCount + count)
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    larger.update(from: links, count: linkCount)
    links.deallocate()
    links = larger
    linkCapacity = capacity
    tree.links = links
    tree.linkCapacity = capacity
  }

  /// Room for `count` links at the end.
  @inline(__always)
  mutating func reserveLinks(_ count: Int) {
    if linkCount &+ count > linkCapacity { growLinks(count) }
  }

  @inline(__always)
  mutating func put(_ word: UInt32) {
    links[linkCount] = word
    linkCount &+= 1
  }

  /// Appends the words of the scratch stack from `mark` up to `end`.
  @inline(__always)
  mutating func put(from mark: Int, to end: Int) {
    var index = mark
    while index < end {
      put(scratch.words[index])
      index &+= 1
    }
  }

  /// A node whose links start at `place`.
  @inline(__always)
  mutating func record(
    _ kind: NodeKind,
    _ detail: UInt8,
    _ start: UInt32,
    _ end: UInt32,
    _ place: Int
  ) -> Node {
    if nodeCount == nodeCapacity { growNodes() }
    nodes[nodeCount] = NodeRecord(
      kind: kind,
      detail: detail,
      range: SourceRange(start: start, end: end),
      place: UInt32(truncatingIfNeeded: place)
    )
    nodeCount &+= 1
    return UInt32(truncatingIfNeeded: nodeCount &- 1)
  }

  @inline(__always)
  mutating func node(_ kind: NodeKind, _ detail: UInt8, _ start: UInt32, _ end: UInt32) -> Node {
    record(kind, detail, start, end, linkCount)
  }

  @inline(__always)
  mutating func node(
    _ kind: NodeKind,
    _ detail: UInt8,
    _ start: UInt32,
    _ end: UInt32,
    _ first: UInt32
  ) -> Node {
    reserveLinks(1)
    put(first)
    return record(kind, detail, start, end, linkCount &- 1)
  }

  @inline(__always)
  mutating func node(
    _ kind: NodeKind,
    _ detail: UInt8,
    _ start: UInt32,
    _ end: UInt32,
    _ first: UInt32,
    _ second: UInt32
  ) -> Node {
    reserveLinks(2)
    put(first)
    put(second)
    return record(kind, detail, start, end, linkCount &- 2)
  }

  @inline(__always)
  mutating func node(
    _ kind: NodeKind,
    _ detail: UInt8,
    _ start: UInt32,
    _ end: UInt32,
    _ first: UInt32,
    _ second: UInt32,
    _ third: UInt32
  ) -> Node {
    reserveLinks(3)
    put(first)
    put(second)
    put(third)
    return record(kind, detail, start, end, linkCount &- 3)
  }

  @inline(__always)
  mutating func node(
    _ kind: NodeKind,
    _ detail: UInt8,
    _ start: UInt32,
    _ end: UInt32,
    _ first: UInt32,
    _ second: UInt32,
    _ third: UInt32,
    _ fourth: UInt32
  ) -> Node {
    reserveLinks(4)
    put(first)
    put(second)
    put(third)
    put(fourth)
    return record(kind, detail, start, end, linkCount &- 4)
  }

  /// A node with one list: what stands on the scratch stack from `mark` on, which is dropped.
  @inline(__always)
  mutating func listNode(
    _ kind: NodeKind,
    _ detail: UInt8,
    _ start: UInt32,
    _ end: UInt32,
    from mark: Int
  ) -> Node {
    let count = scratch.count &- mark
    reserveLinks(count &+ 1)
    let place = linkCount
    put(UInt32(truncatingIfNeeded: count))
    put(from: mark, to: scratch.count)
    scratch.drop(to: mark)
    return record(kind, detail, start, end, place)
  }

  /// A node with links `heads`, then the lists between the given marks, counted first.
  ///
  /// For the wide statements, where the loop costs nothing that counts.
  mutating func node(
    _ kind: NodeKind,
    _ detail: UInt8,
    _ start: UInt32,
    _ end: UInt32,
    heads: (UInt32, UInt32, UInt32, UInt32),
    headCount: Int,
    lists: (Range<Int>, Range<Int>, Range<Int>, Range<Int>, Range<Int>),
    listCount: Int
  ) -> Node {
    let place = linkCount
    let counts = (
      lists.0.count, lists.1.count, lists.2.count, lists.3.count, lists.4.count
    )
    reserveLinks(9 + counts.0 + counts.1 + counts.2 + counts.3 + counts.4)
    if headCount > 0 { put(heads.0) }
    if headCount > 1 { put(heads.1) }
    if headCount > 2 { put(heads.2) }
    if headCount > 3 { put(heads.3) }
    put(UInt32(truncatingIfNeeded: counts.0))
    if listCount > 1 { put(UInt32(truncatingIfNeeded: counts.1)) }
    if listCount > 2 { put(UInt32(truncatingIfNeeded: counts.2)) }
    if listCount > 3 { put(UInt32(truncatingIfNeeded: counts.3)) }
    if listCount > 4 { put(UInt32(truncatingIfNeeded: counts.4)) }
    put(from: lists.0.lowerBound, to: lists.0.upperBound)
    put(from: lists.1.lowerBound, to: lists.1.upperBound)
    put(from: lists.2.lowerBound, to: lists.2.upperBound)
    put(from: lists.3.lowerBound, to: lists.3.upperBound)
    put(from: lists.4.lowerBound, to: lists.4.upperBound)
    return record(kind, detail, start, end, place)
  }
}
