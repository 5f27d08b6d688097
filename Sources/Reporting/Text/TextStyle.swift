/// How text for people is set off: by colour on a terminal, not at all elsewhere.
package struct TextStyle: Sendable {
  private let isColored: Bool

  /// Text without any escape sequences.
  package static let plain = TextStyle(isColored: false)

  package init(isColored: Bool) {
    self.isColored = isColored
  }

  package func strong(_ text: String) -> String { wrap(text, code: "1") }
  package func faint(_ text: String) -> String { wrap(text, code: "2") }
  package func good(_ text: String) -> String { wrap(text, code: "32") }
  package func bad(_ text: String) -> String { wrap(text, code: "31") }
  package func caution(_ text: String) -> String { wrap(text, code: "33") }

  private func wrap(_ text: String, code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
