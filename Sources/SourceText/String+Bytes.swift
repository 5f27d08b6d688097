extension String {
  /// Copies the string's UTF-8 to the start of a buffer, which must have room for it.
  ///
  /// - Returns: The number of bytes.
  public func copyUTF8(to buffer: UnsafeMutableRawBufferPointer) -> Int {
    // Nearly all strings are bytes in a row, and this counts no reference to them.
    let count = utf8.withContiguousStorageIfAvailable { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(bytes))
      return bytes.count
    }
    if let count { return count }
    var copy = self
    return copy.withUTF8 { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(bytes))
      return bytes.count
    }
  }
}
