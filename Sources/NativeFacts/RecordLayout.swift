/// How a struct, class or union lies in memory.
package struct RecordLayout: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    package var name: String
    package var type: String
    package var offsetBits: Int64
    /// `nil` unless it is a bit field.
    package var widthBits: Int?

    package init(name: String, type: String, offsetBits: Int64, widthBits: Int?) {
      self.name = name
      self.type = type
      self.offsetBits = offsetBits
      self.widthBits = widthBits
    }
  }

  /// The record, among the unit's symbols.
  package var symbol: Int
  package var size: Int64
  package var alignment: Int64
  package var fields: [Field]
  /// Types of the bases in order, `virtual` before those that are.
  package var bases: [String]
  /// Virtual functions in the order of declaration, with what they override.
  package var virtuals: [String]

  package init(
    symbol: Int,
    size: Int64,
    alignment: Int64,
    fields: [Field] = [],
    bases: [String] = [],
    virtuals: [String] = []
  ) {
    self.symbol = symbol
    self.size = size
    self.alignment = alignment
    self.fields = fields
    self.bases = bases
    self.virtuals = virtuals
  }

  /// Whether objects of one can be read as the other: all but names of members.
  package func isLaidOut(as other: RecordLayout) -> Bool {
    size == other.size && alignment == other.alignment && bases == other.bases
      && fields.map { [$0.offsetBits, Int64($0.widthBits ?? -1)] }
        == other.fields.map { [$0.offsetBits, Int64($0.widthBits ?? -1)] }
      && fields.map(\.type) == other.fields.map(\.type)
      && fields.map(\.name) == other.fields.map(\.name)
  }
}
