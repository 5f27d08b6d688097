extension RandomAccessCollection {
  /// The first position from which on all elements belong to the second part of a collection that `isSecond` divides in two.
  ///
  /// - Complexity: O(log count)
  @inlinable
  public func partitioningIndex(where isSecond: (Element) throws -> Bool) rethrows -> Index {
    var low = startIndex
    var count = self.count
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if try isSecond(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
