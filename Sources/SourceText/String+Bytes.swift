extension String {
  /// Calls `body` with the string's UTF-8.
  ///
  /// Nearly all strings are bytes in a row, and for those this counts no reference, as a variable for
  /// `withUTF8` does.
  @inlinable
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return copy.withUTF8(body)
  }

  /// Copies the string's UTF-8 to the start of a buffer, which must have room for it.
  ///
  /// - Returns: The number of bytes.
  public func copyUTF8(to buffer: UnsafeMutableRawBufferPointer) -> Int {
    withBytes { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(bytes))
      return bytes.count
    }
  }

  /// The name after the last dot of a dotted one; the whole of one without a dot.
  public var lastName: Substring {
    utf8.lastIndex(of: UInt8(ascii: ".")).map { self[utf8.index(after: $0)...] } ?? self[...]
  }
}
