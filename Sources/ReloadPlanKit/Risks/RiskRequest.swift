/// What a report on risks is asked for, beyond the configuration.
package struct RiskRequest: Sendable {
  /// Rules or prefixes of rules (`RP1`); empty: as configured.
  package var select: [String] = []
  package var ignore: [String] = []
  /// Whether rules that aren't shown by default count too.
  package var includesExtended = false

  package init() {}
}
