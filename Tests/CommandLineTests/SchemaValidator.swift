import Foundation

/// Checks a JSON value against a JSON Schema, as far as the schemas of docs/schema go.
///
/// A keyword it doesn't know is an error, so that no schema promises more than is checked.
struct SchemaValidator {
  private let root: [String: Any]

  init(schemaAt url: URL) throws {
    let value = try JSONSerialization.jsonObject(with: try Data(contentsOf: url))
    root = value as? [String: Any] ?? [:]
  }

  /// What is wrong, each with the path of the value; empty when all is well.
  func problems(in value: Any) -> [String] {
    problems(in: value, schema: root, at: "$")
  }

  private static let knownKeywords: Set<String> = [
    "$schema", "$defs", "$ref", "title", "description", "type", "required", "properties", "items",
    "enum", "const", "minimum", "minItems",
    // What is not described is a problem anyway.
    "additionalProperties",
  ]

  private func problems(in value: Any, schema: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    for keyword in schema.keys.sorted() where !Self.knownKeywords.contains(keyword) {
      found.append("\(path): the schema uses \(keyword), which is not checked")
    }
    if let reference = schema["$ref"] as? String {
      guard let target = definition(reference) else { return found + ["\(path): no \(reference)"] }
      found += problems(in: value, schema: target, at: path)
    }
    if let type = schema["type"] {
      let types = type as? [String] ?? [type as? String ?? ""]
      if !types.contains(where: { Self.isOfType($0, value) }) {
        return found + ["\(path): is no \(types.joined(separator: " or "))"]
      }
    }
    if let allowed = schema["enum"] as? [String], !allowed.contains(value as? String ?? "") {
      found.append("\(path): \(value) is none of \(allowed)")
    }
    if let constant = schema["const"] as? String, constant != value as? String {
      found.append("\(path): is not \(constant)")
    }
    if let minimum = schema["minimum"] as? NSNumber, let number = value as? NSNumber,
      number.doubleValue < minimum.doubleValue
    {
      found.append("\(path): \(number) is less than \(minimum)")
    }
    if let object = value as? [String: Any] {
      found += members(of: object, schema: schema, at: path)
    }
    if let array = value as? [Any] {
      if let least = schema["minItems"] as? Int, array.count < least {
        found.append("\(path): has fewer than \(least) elements")
      }
      if let items = schema["items"] as? [String: Any] {
        for (index, element) in array.enumerated() {
          found += problems(in: element, schema: items, at: "\(path)[\(index)]")
        }
      }
    }
    return found
  }

  private func members(of object: [String: Any], schema: [String: Any], at path: String) -> [String]
  {
    var found: [String] = []
    for name in schema["required"] as? [String] ?? [] where object[name] == nil {
      found.append("\(path): has no \(name)")
    }
    let properties = schema["properties"] as? [String: Any] ?? [:]
    for (name, member) in object.sorted(by: { $0.key < $1.key }) {
      guard let described = properties[name] as? [String: Any] else {
        // Readers ignore unknown keys, but our own output must be described.
        if !properties.isEmpty { found.append("\(path).\(name): is not described") }
        continue
      }
      found += problems(in: member, schema: described, at: "\(path).\(name)")
    }
    return found
  }

  private func definition(_ reference: String) -> [String: Any]? {
    let name = reference.split(separator: "/").last.map(String.init) ?? ""
    return (root["$defs"] as? [String: Any])?[name] as? [String: Any]
  }

  private static func isOfType(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": isBoolean(value)
    case "integer":
      !isBoolean(value)
        && (value as? NSNumber).map { $0.doubleValue.rounded() == $0.doubleValue } ?? false
    case "number": !isBoolean(value) && value is NSNumber
    default: false
    }
  }

  private static func isBoolean(_ value: Any) -> Bool {
    // A number read from JSON also converts to Bool, so the stored type decides.
    (value as? NSNumber).map { CFBooleanKind.isBoolean($0) } ?? (value is Bool)
  }

  private enum CFBooleanKind {
    static func isBoolean(_ number: NSNumber) -> Bool {
      String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
    }
  }
}
