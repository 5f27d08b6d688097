package import ReloadPlanning

/// Running programs as `reload-plan/processes/1`.
package enum ProcessesJSONWriter {
  package static func write(_ programs: [RunningProgram], pretty: Bool = false) -> [UInt8] {
    var json = JSONWriter(pretty: pretty)
    json.object { json in
      json.member("schema", "reload-plan/processes/1")
      json.key("processes")
      json.array { json in for program in programs { write(program, to: &json) } }
    }
    json.endDocument()
    return json.bytes
  }

  private static func write(_ program: RunningProgram, to json: inout JSONWriter) {
    json.object { json in
      json.member("pid", Int(program.pid))
      json.member("parent", Int(program.parent))
      json.key("arguments")
      json.array { json in for word in program.arguments { json.string(word) } }
      json.member("project", program.project)
      json.member("modules", program.moduleCount)
      json.key("stale")
      json.array { json in
        for module in program.stale {
          json.object { json in
            json.member("module", module.name)
            json.member("path", module.path)
            json.key("since")
            if let since = module.since { json.number(since) } else { json.null() }
          }
        }
      }
      json.key("last")
      if let last = program.last {
        json.object { json in
          json.member("verdict", last.verdict)
          json.member("applied", last.isApplied)
          json.key("time")
          json.number(last.time)
        }
      } else {
        json.null()
      }
      json.key("problem")
      if let problem = program.problem { json.string(problem) } else { json.null() }
    }
  }
}
