package import ModuleFacts
internal import SourceText

/// Tells findings apart in a way that stays when lines move or files are edited elsewhere.
package enum FindingFingerprint {
  /// 32 hexadecimal digits of the rule, the module and the symbol.
  package static func text(of finding: Finding) -> String {
    let key = [finding.rule, finding.module, finding.symbol].joined(separator: "\n")
    let digest = Array(key.utf8).withUnsafeBufferPointer { ContentDigest($0) }
    return hex(digest.high) + hex(digest.low)
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

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
