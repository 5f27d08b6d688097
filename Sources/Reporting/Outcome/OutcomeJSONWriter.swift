package import ReloadPlanning

/// An outcome as `reload-plan/outcome/1`.
package enum OutcomeJSONWriter {
  package static func write(_ outcome: ReloadOutcome, pretty: Bool = false) -> [UInt8] {
    var json = JSONWriter(pretty: pretty)
    write(outcome, to: &json)
    json.endDocument()
    return json.bytes
  }

  /// What became of several processes, as `reload-plan/outcomes/1`: an outcome each, or the reason why
  /// there is none.
  package static func write(
    _ results: [(pid: Int32, result: Result<ReloadOutcome, OutcomeFailure>)],
    pretty: Bool = false
  ) -> [UInt8] {
    var json = JSONWriter(pretty: pretty)
    json.object { json in
      json.member("schema", "reload-plan/outcomes/1")
      json.key("processes")
      json.array { json in
        for (pid, result) in results {
          json.object { json in
            json.member("pid", Int(pid))
            switch result {
            case .success(let outcome):
              json.key("outcome")
              write(outcome, to: &json)
            case .failure(let failure): json.member("error", failure.message)
            }
          }
        }
      }
    }
    json.endDocument()
    return json.bytes
  }

  private static func write(_ outcome: ReloadOutcome, to json: inout JSONWriter) {
    json.object { json in
      json.member("schema", "reload-plan/outcome/1")
      json.member("verdict", outcome.verdict.name)
      json.member("applied", outcome.isApplied)
      json.key("changes")
      json.array { json in
        for change in outcome.plan.changes { PlanJSONWriter.write(change, to: &json) }
      }
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
      FindingJSON.write(outcome.findings, to: &json)
      json.key("assumptions")
      json.array { json in for line in outcome.plan.assumptions { json.string(line) } }
      json.member("undone", outcome.isUndone)
      json.member("partial", outcome.isPartial)
      json.key("ms")
      json.number(outcome.milliseconds)
      json.key("pauseMs")
      json.number(outcome.pauseMilliseconds)
      json.member("attempts", outcome.attempts)
    }
  }
}

/// Why a process has no outcome.
package struct OutcomeFailure: Error, Equatable {
  package var message: String

  package init(message: String) { self.message = message }
}
