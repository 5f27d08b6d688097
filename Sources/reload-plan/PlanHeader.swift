import FoundationEssentials

/// What has to be known of a stored plan before it is handed on.
struct PlanHeader: Decodable {
  var schema: String
  var verdict: String

  init?(json: [UInt8]) {
    guard let header = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
    self = header
  }
}
