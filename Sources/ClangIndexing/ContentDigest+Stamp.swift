internal import HostIO
package import SourceText

extension ContentDigest {
  /// Stands for the file at a path by its size and time; all zero if it isn't there.
  init(stampOf path: String) {
    let stamp = FileStamp.stamp(of: path)
    self.init(high: stamp?.time ?? 0, low: stamp.map { $0.size | 1 << 63 } ?? 0)
  }

  /// The digest of texts in order.
  package init(of texts: [String]) {
    var hasher = DigestHasher()
    for text in texts {
      var text = text
      text.withUTF8 { hasher.combine($0) }
    }
    self = hasher.finish()
  }

  /// Thirty-two hexadecimal digits.
  package var hexadecimal: String {
    [high, low].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
