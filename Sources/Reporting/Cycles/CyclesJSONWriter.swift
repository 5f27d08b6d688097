package import ModuleFacts
package import ReloadPlanning

/// Writes import cycles as JSON: `reload-plan/cycles/1`.
package enum CyclesJSONWriter {
  /// The document with what the rules about cycles find, and a line feed at its end.
  package static func document(of cycles: [ImportCycle], findings: [Finding]) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.object { json in
      json.member("schema", "reload-plan/cycles/1")
      json.key("cycles")
      json.array { json in cycles.forEach { write($0, into: &json) } }
      json.key("findings")
      FindingJSON.write(findings, to: &json)
    }
    json.endDocument()
    return json.bytes
  }

  private static func write(_ cycle: ImportCycle, into json: inout JSONWriter) {
    json.object { json in
      strings("modules", cycle.modules, to: &json)
      json.member("crosses", cycle.crosses.name)
      json.key("loops")
      json.array { json in
        for loop in cycle.loops {
          json.array { json in loop.modules.forEach { json.string($0) } }
        }
      }
      json.key("cuts")
      json.array { json in cycle.cuts.forEach { write($0, into: &json) } }
    }
  }

  private static func write(_ cut: ImportCycle.Cut, into json: inout JSONWriter) {
    json.object { json in
      json.member("from", cut.importer)
      json.member("to", cut.imported)
      json.member("path", cut.path)
      json.member("line", cut.line)
      json.member("how", cut.how)
      json.member("crosses", cut.crosses.name)
      strings("names", cut.names, to: &json)
    }
  }

  private static func strings(_ key: StaticString, _ values: [String], to json: inout JSONWriter) {
    json.key(key)
    json.array { json in values.forEach { json.string($0) } }
  }
}
