internal import SourceText

/// A two-lane hash of a node, built from those of its children.
///
/// The rounds are `DigestHasher`'s, but a child enters with one word in each lane: half the
/// multiplications, for digests that were mixed already.
struct NodeHash {
  var first: UInt64 = 0x9e37_79b9_7f4a_7c15
  var second: UInt64 = 0xd6e8_feb8_6659_fd93

  init() {}

  @inline(__always)
  mutating func mix(_ high: UInt64, _ low: UInt64) {
    first = (first ^ high) &* 0xff51_afd7_ed55_8ccd
    first ^= first >> 32
    second = (second &+ low) &* 0xc4ce_b9fe_1a85_ec53
    second ^= second >> 29
  }

  @inline(__always)
  mutating func mix(_ word: UInt64) { mix(word, word) }

  @inline(__always)
  mutating func mix(_ digest: ContentDigest) { mix(digest.high, digest.low) }

  /// Adds the bytes and their number.
  mutating func mix(_ bytes: UnsafeBufferPointer<UInt8>) {
    mix(UInt64(bytes.count))
    var index = 0
    if let base = bytes.baseAddress {
      let raw = UnsafeRawPointer(base)
      while index + 8 <= bytes.count {
        mix(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
    }
    if index < bytes.count {
      var tail: UInt64 = 0
      var shift: UInt64 = 0
      while index < bytes.count {
        tail |= UInt64(bytes[index]) << shift
        shift += 8
        index += 1
      }
      mix(tail)
    }
  }

  /// The digest: a last round lets the lanes see each other.
  @inline(__always)
  func finish() -> ContentDigest {
    var copy = self
    copy.mix(copy.second, copy.first)
    return ContentDigest(high: copy.first, low: copy.second)
  }
}
