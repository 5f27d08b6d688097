internal import ModuleFacts
internal import SourceText

/// The parts of a sentence as one string.
///
/// It gets its memory once: what an interpolation puts together it copies each time it has grown, and rules that
/// speak of each import of a project write thousands.
func joined(_ parts: String...) -> String {
  var count = 0
  for part in parts { count += part.utf8.count }
  return String(unsafeUninitializedCapacity: count) { text in
    var rest = UnsafeMutableRawBufferPointer(text)
    for part in parts {
      let length = part.copyUTF8(to: rest)
      rest = UnsafeMutableRawBufferPointer(rebasing: rest[length...])
    }
    return count
  }
}

extension RuleSubject {
  /// The first names of a list, and dots for more of them.
  func listed(_ names: ArraySlice<ImportedName>, atMost limit: Int = 4) -> String {
    guard let first = names.first else { return "" }
    var text = string(first.name)
    for item in names.dropFirst().prefix(limit - 1) {
      text += ", "
      text += string(item.name)
    }
    if names.count > limit { text += ", ..." }
    return text
  }
}
