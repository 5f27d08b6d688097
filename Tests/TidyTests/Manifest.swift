import Foundation

/// A target of `Package.swift`: its name and the targets of this package it depends on.
struct ManifestTarget: Equatable {
  enum Kind: String { case target, executableTarget, testTarget }

  var kind: Kind
  var name: String
  var dependencies: [String]

  /// Reads the targets from the manifest's text, in order.
  ///
  /// The text is read instead of `swift package dump-package`, which a running `swift test` may
  /// lock out.
  static func all(in manifest: String) -> [ManifestTarget] {
    let start = manifest.range(of: "targets: [\n    // MARK")?.upperBound ?? manifest.startIndex
    let openings = manifest[start...].matches(of: /\.(executableTarget|testTarget|target)\(/)
    return openings.enumerated().compactMap { index, opening in
      let end =
        index + 1 < openings.count ? openings[index + 1].range.lowerBound : manifest.endIndex
      let text = manifest[opening.range.upperBound..<end]
      guard let kind = Kind(rawValue: String(opening.1)),
        let name = text.firstMatch(of: /name: "([^"]+)"/)?.1
      else { return nil }
      var dependencies: [String] = []
      if let list = text.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 {
        let ours = list.replacing(/\.product\([^)]*\)/, with: "")
        dependencies = ours.matches(of: /"([^"]+)"/).map { String($0.1) }
      }
      return ManifestTarget(kind: kind, name: String(name), dependencies: dependencies)
    }
  }
}
