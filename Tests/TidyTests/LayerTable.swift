import Foundation

/// The layer table of docs/architecture.md, top to bottom.
struct LayerTable {
  struct Row: Equatable {
    var layer: Int
    var target: String
  }

  var rows: [Row]

  init(document: String) {
    rows = document.matches(of: /(?m)^\| L([0-9]) \| `([^`]+)` \|/).compactMap { match in
      Int(match.1).map { Row(layer: $0, target: String(match.2)) }
    }
  }

  static func current() throws -> LayerTable {
    LayerTable(document: try Repository.read("docs/architecture.md"))
  }

  func layer(of target: String) -> Int? {
    rows.first { $0.target == target }?.layer
  }

  func position(of target: String) -> Int? {
    rows.firstIndex { $0.target == target }
  }
}
