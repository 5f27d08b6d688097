public import SourceText

extension SyntaxTree {
  /// The bytes of a range, as written.
  public func bytes(_ range: SourceRange) -> ArraySlice<UInt8> {
    let start = min(Int(range.start), source.count)
    return source[start..<max(start, min(Int(range.end), source.count))]
  }

  /// Calls `body` with the bytes of a range, without a copy.
  @inlinable
  public func withBytes<R>(
    _ range: SourceRange,
    _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    source.withUnsafeBufferPointer { buffer in
      let start = Swift.min(Int(range.start), buffer.count)
      let end = Swift.max(start, Swift.min(Int(range.end), buffer.count))
      return body(UnsafeBufferPointer(rebasing: buffer[start..<end]))
    }
  }

  /// The text of a range, as written; bytes that are no UTF-8 become U+FFFD.
  public func text(_ range: SourceRange) -> String {
    String(decoding: bytes(range), as: UTF8.self)
  }

  /// The text of a node, as written.
  public func text(_ node: NodeID) -> String { text(range(node)) }

  /// A name, as Python sees it.
  ///
  /// A dotted name may be written with blanks and joined lines between its parts; they are left out.
  /// Names outside ASCII are returned as written: whoever compares them must know that Python
  /// compares their NFKC forms.
  public func name(_ range: SourceRange) -> String {
    var bytes = bytes(range)
    bytes.removeAll { $0 <= 32 || $0 == UInt8(ascii: "\\") }
    return String(decoding: bytes, as: UTF8.self)
  }
}
