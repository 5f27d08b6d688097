/// A half-open range of UTF-8 byte offsets in one file.
public struct SourceRange: Hashable, Sendable {
  public var start: UInt32
  public var end: UInt32

  @inlinable
  public init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }

  /// The range's length in bytes.
  @inlinable public var count: Int { Int(end) - Int(start) }

  @inlinable public var isEmpty: Bool { end <= start }
}
