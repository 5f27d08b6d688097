/// A binary min-heap of numbered items by rank; equal ranks leave by item number.
///
/// Williams, *Algorithm 232: Heapsort*, Communications of the ACM 7 (1964).
struct RankHeap: Sendable {
  /// Rank in the upper half, item in the lower, so that one comparison orders both.
  private var keys: [UInt64] = []

  var isEmpty: Bool { keys.isEmpty }

  /// Adds `item`.
  ///
  /// - Complexity: O(log n).
  mutating func insert(rank: UInt32, item: UInt32) {
    let key = UInt64(rank) << 32 | UInt64(item)
    var hole = keys.count
    keys.append(key)
    while hole > 0 {
      let parent = (hole - 1) / 2
      if keys[parent] <= key { break }
      keys[hole] = keys[parent]
      hole = parent
    }
    keys[hole] = key
  }

  /// Takes out the item with the smallest rank.
  ///
  /// - Complexity: O(log n).
  mutating func popFirst() -> (rank: UInt32, item: UInt32)? {
    guard let last = keys.popLast() else { return nil }
    guard let first = keys.first else { return Self.parts(of: last) }
    var hole = 0
    while true {
      var child = 2 * hole + 1
      if child >= keys.count { break }
      if child + 1 < keys.count && keys[child + 1] < keys[child] { child += 1 }
      if last <= keys[child] { break }
      keys[hole] = keys[child]
      hole = child
    }
    keys[hole] = last
    return Self.parts(of: first)
  }

  private static func parts(of key: UInt64) -> (rank: UInt32, item: UInt32) {
    (UInt32(truncatingIfNeeded: key >> 32), UInt32(truncatingIfNeeded: key))
  }
}
