/// A source of random numbers that is the same in every run, on every machine.
///
/// SplitMix64: Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, OOPSLA
/// 2014.
struct SeededGenerator: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to `bound`, which must be positive and fit 32 bits.
  ///
  /// Lemire, *Fast random integer generation in an interval* (2019), without the rejection step: a
  /// bias below 2^-32 doesn't matter to a search.
  mutating func next(below bound: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  /// A number that is distributed almost exponentially, with mean 1.
  ///
  /// It is -ln(u) for a uniform u, with the logarithm of the fraction replaced by a parabola (error
  /// below 0.01): a library's logarithm isn't available in this layer, and differs between
  /// machines.
  mutating func nextExponential() -> Double {
    let bits = next()
    let exponent = Double(bits.leadingZeroBitCount) + 1
    // The fraction m of u = m * 2^-exponent, from 1 up to 2; ln(m) is about the parabola below.
    let rest = bits << UInt64(truncatingIfNeeded: bits.leadingZeroBitCount + 1)
    let fraction = Double(rest >> 11) * 0x1p-53
    let logarithm = fraction * (0.941 - 0.248 * fraction)
    return exponent * 0.693_147_180_559_945_3 - logarithm
  }
}
