package import ModuleFacts
internal import SourceText

/// Tells findings apart in a way that stays when lines move or files are edited elsewhere.
package enum FindingFingerprint {
  /// 32 hexadecimal digits of the rule, the module and the symbol.
  package static func text(of finding: Finding) -> String {
    withDigits(of: finding) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls `body` with the digits.
  static func withDigits<Result>(
    of finding: Finding,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let digest = digest(of: finding)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
      write(digest.high, to: digits, at: 0)
      write(digest.low, to: digits, at: 16)
      return body(UnsafeBufferPointer(digits))
    }
  }

  private static func digest(of finding: Finding) -> ContentDigest {
    // What a plan finds has no symbol; what it says tells it apart.
    let subject = finding.symbol.isEmpty ? finding.message : finding.symbol
    // Not the finding itself: the closure would hold, and count, all that it refers to.
    let (rule, module) = (finding.rule, finding.module)
    let count = rule.utf8.count + module.utf8.count + subject.utf8.count + 2
    return withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { key in
      var end = rule.copyUTF8(to: key)
      key[end] = UInt8(ascii: "\n")
      end += 1 + module.copyUTF8(to: .init(rebasing: key[(end + 1)...]))
      key[end] = UInt8(ascii: "\n")
      _ = subject.copyUTF8(to: .init(rebasing: key[(end + 1)...]))
      return ContentDigest(UnsafeBufferPointer(key.assumingMemoryBound(to: UInt8.self)))
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
    // From a table: a comparison goes either way, and half of the guesses were wrong.
    let all: StaticString = "0123456789abcdef"
    for position in 0..<16 {
      let digit = Int(truncatingIfNeeded: value >> UInt64(60 - 4 * position)) & 15
      digits[start + position] = all.utf8Start[digit]
    }
  }
}
