/// A 128-bit digest of bytes, to tell contents apart.
///
/// Two independent 64-bit lanes of multiply-and-rotate over eight bytes at a time (after wyhash and
/// MurmurHash3). It is not cryptographic: whoever needs that (the driver) uses SHA-256.
public struct ContentDigest: Hashable, Sendable {
  /// The first 64 bits.
  public let high: UInt64
  /// The last 64 bits.
  public let low: UInt64

  /// Takes the bits as they are.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The digest of bytes.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var hasher = DigestHasher()
    hasher.combine(bytes)
    self = hasher.finish()
  }
}

/// Builds a `ContentDigest` from words and bytes, in order.
public struct DigestHasher: Sendable {
  @usableFromInline var first: UInt64 = 0x9e37_79b9_7f4a_7c15
  @usableFromInline var second: UInt64 = 0xd6e8_feb8_6659_fd93

  /// A hasher that nothing has gone into.
  @inlinable
  public init() {}

  /// Takes in one word.
  @inlinable
  public mutating func combine(_ word: UInt64) {
    first = (first ^ word) &* 0xff51_afd7_ed55_8ccd
    first ^= first >> 32
    second = (second &+ word) &* 0xc4ce_b9fe_1a85_ec53
    second ^= second >> 29
  }

  /// Adds the bytes and their number, so that two calls differ from one with both.
  public mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) {
    combine(UInt64(bytes.count))
    var index = 0
    if let base = bytes.baseAddress {
      let raw = UnsafeRawPointer(base)
      while index + 8 <= bytes.count {
        combine(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.count {
      tail |= UInt64(bytes[index]) << shift
      shift += 8
      index += 1
    }
    if shift > 0 { combine(tail) }
  }

  /// The digest of what has gone in.
  public func finish() -> ContentDigest {
    var copy = self
    copy.combine(0x2545_f491_4f6c_dd1d)
    copy.combine(copy.first ^ copy.second)
    return ContentDigest(high: copy.first, low: copy.second)
  }
}
