/// A half-open range of UTF-8 byte offsets in one file.
public struct SourceRange: Hashable, Sendable {
  /// The first byte.
  public var start: UInt32
  /// The byte after the last.
  public var end: UInt32

  /// Takes the two ends.
  @inlinable
  public init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }

  /// The range's length in bytes.
  @inlinable public var count: Int { Int(end) - Int(start) }

  /// Whether no byte is in it.
  @inlinable public var isEmpty: Bool { end <= start }
}
