/// An outcome as `reload-plan/outcome/1`.
package enum OutcomeJSONWriter {
  package static func write(_ outcome: OutcomeReport, pretty: Bool = false) -> [UInt8] {
    var json = JSONWriter(pretty: pretty)
    json.object { json in
      json.member("schema", "reload-plan/outcome/1")
      json.member("pid", Int(outcome.pid))
      json.member("project", outcome.project)
      json.member("covered", outcome.coveredModules)
      json.member("verdict", outcome.verdict)
      json.member("applied", outcome.applied)
      json.member("partial", outcome.partial)
      json.member("undone", outcome.undone)
      json.key("steps")
      json.array { json in
        for step in outcome.steps {
          json.object { json in
            json.member("id", step.id)
            json.member("outcome", step.outcome)
            json.key("ms")
            json.number(step.milliseconds)
          }
        }
      }
      json.key("findings")
      json.array { json in
        for finding in outcome.findings { FindingJSON.write(finding, to: &json) }
      }
      json.key("assumptions")
      json.array { json in for assumption in outcome.assumptions { json.string(assumption) } }
    }
    json.endDocument()
    return json.bytes
  }
}
