/// NFKC, the form in which Python compares identifiers.
enum IdentifierNormalization {
  /// The normal form of a name that isn't ASCII.
  static func normalize(_ name: [UInt8]) -> [UInt8] {
    var scalars: [Unicode.Scalar] = []
    for scalar in String(decoding: name, as: UTF8.self).unicodeScalars {
      decompose(scalar, into: &scalars)
    }
    order(&scalars)
    return Array(String(String.UnicodeScalarView(compose(scalars))).utf8)
  }

  private static func decompose(_ scalar: Unicode.Scalar, into result: inout [Unicode.Scalar]) {
    if let parts = decompositions[scalar] {
      result.append(contentsOf: parts)
    } else if scalar.value >= 0xac00, scalar.value < 0xac00 + 11172 {
      let index = scalar.value - 0xac00
      append(0x1100 + index / 588, &result)
      append(0x1161 + index % 588 / 28, &result)
      if index % 28 > 0 { append(0x11a7 + index % 28, &result) }
    } else {
      result.append(scalar)
    }
  }

  private static func append(_ value: UInt32, _ result: inout [Unicode.Scalar]) {
    if let scalar = Unicode.Scalar(value) { result.append(scalar) }
  }

  private static func combiningClass(_ scalar: Unicode.Scalar) -> UInt8 {
    scalar.properties.canonicalCombiningClass.rawValue
  }

  /// Canonical order: a stable sort of each run of marks by combining class.
  private static func order(_ scalars: inout [Unicode.Scalar]) {
    for index in scalars.indices.dropFirst() {
      let mark = combiningClass(scalars[index])
      if mark == 0 { continue }
      var place = index
      while place > 0, combiningClass(scalars[place - 1]) > mark {
        scalars.swapAt(place, place - 1)
        place -= 1
      }
    }
  }

  /// Canonical composition.
  private static func compose(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var starter: Int?
    var lastClass: UInt8 = 0
    for scalar in scalars {
      let mark = combiningClass(scalar)
      if let starter, result.count == starter + 1 || (lastClass < mark && lastClass != 0),
        let composed = composition(result[starter], scalar)
      {
        result[starter] = composed
        continue
      }
      if mark == 0 { starter = result.count }
      lastClass = mark
      result.append(scalar)
    }
    return result
  }

  private static func composition(
    _ first: Unicode.Scalar,
    _ second: Unicode.Scalar
  ) -> Unicode.Scalar? {
    let leading = first.value
    let trailing = second.value
    if leading >= 0x1100, leading < 0x1113, trailing >= 0x1161, trailing < 0x1176 {
      return Unicode.Scalar(0xac00 + (leading - 0x1100) * 588 + (trailing - 0x1161) * 28)
    }
    if leading >= 0xac00, leading < 0xac00 + 11172, (leading - 0xac00) % 28 == 0,
      trailing > 0x11a7, trailing < 0x11c3
    {
      return Unicode.Scalar(leading + trailing - 0x11a7)
    }
    return compositions[UInt64(leading) << 32 | UInt64(trailing)]
  }

  /// Read from the table when the first name outside ASCII is asked for.
  private static let decompositions: [Unicode.Scalar: [Unicode.Scalar]] = {
    var result: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for entry in entries(NormalizationTable.decompositions) {
      result[entry[0]] = Array(entry.dropFirst())
    }
    return result
  }()

  private static let compositions: [UInt64: Unicode.Scalar] = {
    var result: [UInt64: Unicode.Scalar] = [:]
    for entry in entries(NormalizationTable.compositions) where entry.count == 3 {
      result[UInt64(entry[0].value) << 32 | UInt64(entry[1].value)] = entry[2]
    }
    return result
  }()

  private static func entries(_ table: String) -> [[Unicode.Scalar]] {
    table.unicodeScalars.split { $0 == " " || $0 == "\n" }.map { Array($0) }
  }
}
