/// SHA-256 (FIPS 180-4), for digests that must agree with another program's.
///
/// The agent names sources by it, since Python has it built in. A cryptography package would bring
/// a C library and minutes of build for this one function.
package struct SHA256 {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19
  )

  /// The digest of `bytes` as 64 hexadecimal digits.
  package static func hexadecimal(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    var hash = SHA256()
    let whole = bytes.count / 64 * 64
    var offset = 0
    while offset < whole {
      hash.block(UnsafeBufferPointer(rebasing: bytes[offset..<offset + 64]))
      offset += 64
    }
    var tail = Array(bytes[whole...])
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(bytes.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    tail.withUnsafeBufferPointer { tail in
      for start in stride(from: 0, to: tail.count, by: 64) {
        hash.block(UnsafeBufferPointer(rebasing: tail[start..<start + 64]))
      }
    }
    return hash.digits()
  }

  private func digits() -> String {
    let alphabet = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for word in [state.0, state.1, state.2, state.3, state.4, state.5, state.6, state.7] {
      for shift in stride(from: 28, through: 0, by: -4) {
        text.append(alphabet[Int(word >> UInt32(shift)) & 15])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func block(_ bytes: UnsafeBufferPointer<UInt8>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      for index in 0..<16 {
        let at = index * 4
        words[index] =
          UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
          | UInt32(bytes[at + 3])
      }
      for index in 16..<64 {
        let first = words[index - 15]
        let second = words[index - 2]
        let small0 = rotate(first, 7) ^ rotate(first, 18) ^ (first >> 3)
        let small1 = rotate(second, 17) ^ rotate(second, 19) ^ (second >> 10)
        words[index] = words[index - 16] &+ small0 &+ words[index - 7] &+ small1
      }
      var (a, b, c, d, e, f, g, h) = state
      for index in 0..<64 {
        let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        let choice = (e & f) ^ (~e & g)
        let first = h &+ sum1 &+ choice &+ Self.constants[index] &+ words[index]
        let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ sum0 &+ majority)
      }
      state = (
        state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e, state.5 &+ f,
        state.6 &+ g, state.7 &+ h
      )
    }
  }

  private func rotate(_ value: UInt32, _ bits: UInt32) -> UInt32 {
    value >> bits | value << (32 - bits)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = primes.map { prime in
    // Cube root by Newton's method in 128 bits: floor(cbrt(p * 2^96)) has the fraction below 2^32.
    var low: UInt64 = 0
    var high: UInt64 = 8 << 32
    while low + 1 < high {
      let middle = (low + high) / 2
      let square = middle.multipliedFullWidth(by: middle)
      let cube = multiply(square.high, square.low, middle)
      let target = (high: UInt64(prime) << 32, low: UInt64(0))
      if cube.overflow == 0, (cube.high, cube.low) <= (target.high, target.low) {
        low = middle
      } else {
        high = middle
      }
    }
    return UInt32(truncatingIfNeeded: low)
  }

  private static func multiply(
    _ high: UInt64,
    _ low: UInt64,
    _ factor: UInt64
  )
    -> (overflow: UInt64, high: UInt64, low: UInt64)
  {
    let lower = low.multipliedFullWidth(by: factor)
    let upper = high.multipliedFullWidth(by: factor)
    let (sum, carry) = upper.low.addingReportingOverflow(lower.high)
    return (upper.high + (carry ? 1 : 0), sum, lower.low)
  }

  private static let primes: [UInt32] = {
    var found: [UInt32] = []
    var candidate: UInt32 = 2
    while found.count < 64 {
      if !found.contains(where: { candidate % $0 == 0 }) { found.append(candidate) }
      candidate += 1
    }
    return found
  }()
}
