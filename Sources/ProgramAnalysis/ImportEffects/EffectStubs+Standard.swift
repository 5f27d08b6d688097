internal import CEffectTables

extension EffectStubs {
  /// The tables that come with the program: the standard library and common packages.
  package static let standard: EffectStubs = {
    var stubs = EffectStubs()
    var index = 0
    while true {
      var size = 0
      guard let bytes = effect_table(index, &size) else { break }
      stubs.add(
        table: String(decoding: UnsafeBufferPointer(start: bytes, count: size), as: UTF8.self)
      )
      index += 1
    }
    return stubs
  }()
}
