package import ReloadPlanning

/// Writes a reload order as JSON: `reload-plan/order/1`.
package enum OrderJSONWriter {
  /// The document, with a line feed at its end.
  package static func document(of order: ReloadOrder) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.object { json in
      json.member("schema", "reload-plan/order/1")
      json.key("stages")
      json.array { json in order.stages.forEach { write($0, into: &json) } }
    }
    json.endDocument()
    return json.bytes
  }

  private static func write(_ stage: ReloadOrder.Stage, into json: inout JSONWriter) {
    json.object { json in
      json.key("crosses")
      if let crosses = stage.crosses { json.string(crosses.name) } else { json.null() }
      json.key("modules")
      json.array { json in
        for module in stage.modules {
          json.object { json in
            json.member("name", module.name)
            json.member("path", module.path)
            json.member("because", module.because)
          }
        }
      }
    }
  }
}
