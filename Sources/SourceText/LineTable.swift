/// Byte offsets of line starts: turns an offset into a line and column, and back.
///
/// Lines end at LF, CR or CRLF, as CPython's tokenizer has it.
public struct LineTable: Sendable {
  /// Offsets at which a line starts; the first is 0.
  public let starts: [UInt32]

  /// Finds the line ends of a text.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var starts: [UInt32] = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 10 {
        starts.append(UInt32(truncatingIfNeeded: index))
      } else if byte == 13 {
        if index < bytes.count, bytes[index] == 10 { index += 1 }
        starts.append(UInt32(truncatingIfNeeded: index))
      }
    }
    self.starts = starts
  }

  /// The 1-based line that holds `offset`.
  ///
  /// - Complexity: O(log lines)
  public func line(at offset: UInt32) -> Int {
    starts.partitioningIndex { $0 > offset }
  }

  /// The 0-based UTF-8 column of `offset` in its line.
  public func column(at offset: UInt32) -> Int {
    Int(offset) - Int(starts[line(at: offset) - 1])
  }
}
