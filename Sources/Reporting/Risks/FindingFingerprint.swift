package import ModuleFacts
internal import SourceText

/// Tells findings apart in a way that stays when lines move or files are edited elsewhere.
package enum FindingFingerprint {
  /// 32 hexadecimal digits of the rule, the module and the symbol.
  package static func text(of finding: Finding) -> String {
    // What a plan finds has no symbol; what it says tells it apart.
    let subject = finding.symbol.isEmpty ? finding.message : finding.symbol
    let count = finding.rule.utf8.count + finding.module.utf8.count + subject.utf8.count + 2
    let digest = withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { key in
      var end = finding.rule.copyUTF8(to: key)
      key[end] = UInt8(ascii: "\n")
      end += 1 + finding.module.copyUTF8(to: .init(rebasing: key[(end + 1)...]))
      key[end] = UInt8(ascii: "\n")
      _ = subject.copyUTF8(to: .init(rebasing: key[(end + 1)...]))
      return ContentDigest(UnsafeBufferPointer(key.assumingMemoryBound(to: UInt8.self)))
    }
    return String(unsafeUninitializedCapacity: 32) { digits in
      write(digest.high, to: digits, at: 0)
      write(digest.low, to: digits, at: 16)
      return 32
    }
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
