/// Turns offsets into lines for a walk that mostly goes forward.
struct StatementLines {
  private(set) var starts: [UInt32] = []
  /// Index of the line found last.
  private var last = 0

  /// Finds the line starts of `source`; lines end at LF, CR or CRLF.
  mutating func reset(_ source: UnsafeBufferPointer<UInt8>) {
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    last = 0
    guard let base = source.baseAddress else { return }
    var index = 0
    while index < source.count {
      // Eight bytes at a time, as long as none of them can end a line.
      if index + 8 <= source.count {
        let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
        let low = (word &- 0x0e0e_0e0e_0e0e_0e0e) & ~word & 0x8080_8080_8080_8080
        if low == 0 {
          index += 8
          continue
        }
        index += low.trailingZeroBitCount / 8
      }
      let byte = source[index]
      index += 1
      if byte > 13 { continue }
      if byte == 10 {
        starts.append(UInt32(truncatingIfNeeded: index))
      } else if byte == 13 {
        if index < source.count, source[index] == 10 { index += 1 }
        starts.append(UInt32(truncatingIfNeeded: index))
      }
    }
  }

  /// The 1-based line that holds `offset`.
  mutating func line(at offset: UInt32) -> UInt32 {
    var low = last
    if starts[low] <= offset {
      // The next lines first: most steps of the walk are short.
      var steps = 0
      while low + 1 < starts.count, starts[low + 1] <= offset, steps < 8 {
        low += 1
        steps += 1
      }
      if low + 1 == starts.count || starts[low + 1] > offset {
        last = low
        return UInt32(low + 1)
      }
    } else {
      low = 0
    }
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    last = low
    return UInt32(low + 1)
  }
}
