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

  /// A name, as Python sees it; see `withName`.
  public func name(_ range: SourceRange) -> String {
    withName(range) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls `body` with the bytes of a name, as Python sees it; almost always without a copy.
  ///
  /// A dotted name may be written with blanks and joined lines between its parts: they are
  /// left out. A name outside ASCII is given in its NFKC form, in which Python compares names.
  public func withName<R>(
    _ range: SourceRange,
    _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    withBytes(range) { bytes in
      let isPlain = bytes.allSatisfy { $0 > 32 && $0 < 0x80 && $0 != UInt8(ascii: "\\") }
      if isPlain { return body(bytes) }
      var name = bytes.filter { $0 > 32 && $0 != UInt8(ascii: "\\") }
      if name.contains(where: { $0 >= 0x80 }) { name = IdentifierNormalization.normalize(name) }
      return name.withUnsafeBufferPointer(body)
    }
  }
}
