package import ModuleFacts
internal import SourceText

/// Tells findings apart in a way that stays when lines move or files are edited elsewhere.
package enum FindingFingerprint {
  /// 32 hexadecimal digits of the rule, the module and the symbol.
  package static func text(of finding: Finding) -> String {
    // What a plan finds has no symbol; what it says tells it apart.
    let subject = finding.symbol.isEmpty ? finding.message : finding.symbol
    let count = finding.rule.utf8.count + finding.module.utf8.count + subject.utf8.count + 2
    let digest = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { key in
      var end = append(finding.rule, to: key, at: 0)
      key[end] = UInt8(ascii: "\n")
      end = append(finding.module, to: key, at: end + 1)
      key[end] = UInt8(ascii: "\n")
      end = append(subject, to: key, at: end + 1)
      return ContentDigest(UnsafeBufferPointer(key))
    }
    return String(unsafeUninitializedCapacity: 32) { digits in
      write(digest.high, to: digits, at: 0)
      write(digest.low, to: digits, at: 16)
      return 32
    }
  }

  /// The position after the part.
  private static func append(
    _ part: String,
    to key: UnsafeMutableBufferPointer<UInt8>,
    at start: Int
  ) -> Int {
    var part = part
    return part.withUTF8 { bytes in key[start...].update(fromContentsOf: bytes) }
  }

  /// The fingerprints of findings in order; those that are equal are numbered.
  package static func texts(of findings: [Finding]) -> [String] {
    var counts: [String: Int] = [:]
    return findings.map { finding in
      let text = text(of: finding)
      let count = counts[text, default: 0]
      counts[text] = count + 1
      return count == 0 ? text : "\(text):\(count)"
    }
  }

  /// Sixteen hexadecimal digits.
  private static func write(
    _ value: UInt64,
    to digits: UnsafeMutableBufferPointer<UInt8>,
    at start: Int
  ) {
    for position in 0..<16 {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * position)) & 15
      digits[start + position] = digit + UInt8(ascii: digit < 10 ? "0" : "W")
    }
  }
}
