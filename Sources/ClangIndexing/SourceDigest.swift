internal import SourceText

/// Digests of C and C++ text that comments and layout don't change.
enum SourceDigest {
  /// The digest of `bytes` without the parts in `cuts`, which are sorted by where they begin.
  static func digest(
    _ bytes: UnsafeBufferPointer<UInt8>,
    without cuts: [Range<Int>] = []
  ) -> ContentDigest {
    var stripper = SourceStripper(reserving: cuts.isEmpty ? bytes.count : 1024)
    var position = 0
    for cut in cuts {
      if cut.lowerBound > position {
        stripper.append(UnsafeBufferPointer(rebasing: bytes[position..<cut.lowerBound]))
      }
      position = max(position, cut.upperBound)
      // The semicolon behind a declaration goes with it.
      var next = position
      while next < bytes.count, bytes[next] <= UInt8(ascii: " ") { next += 1 }
      if next < bytes.count, bytes[next] == UInt8(ascii: ";") { position = next + 1 }
      stripper.cut()
    }
    if position < bytes.count {
      stripper.append(UnsafeBufferPointer(rebasing: bytes[position...]))
    }
    return stripper.bytes.withUnsafeBufferPointer { ContentDigest($0) }
  }
}
