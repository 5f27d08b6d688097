package import ReloadPlanning

/// Writes why something is in a plan.
package enum WhyReporter {
  /// For people: the subject, then one line for each link of the chain.
  package static func text(of explanation: PlanExplanation, style: TextStyle) -> String {
    let lines = [style.strong(explanation.subject)] + explanation.chain.map { "  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// As JSON: `reload-plan/why/1`.
  package static func document(of explanation: PlanExplanation) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.object { json in
      json.member("schema", "reload-plan/why/1")
      json.member("subject", explanation.subject)
      json.key("chain")
      json.array { json in explanation.chain.forEach { json.string($0) } }
    }
    json.endDocument()
    return json.bytes
  }
}
