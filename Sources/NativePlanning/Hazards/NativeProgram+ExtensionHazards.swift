internal import ModuleFacts
internal import NativeFacts

/// What an extension module of CPython has that a second copy of it would not share.
extension NativeProgram {
  /// The hazards of a product that is the extension module `module`.
  package func hazards(
    ofExtension module: String,
    _ product: NativeBuild.Product
  ) -> [NativeHazard] {
    let python = units(of: product).flatMap { units[$0].facts.python }
    func first(_ kind: PythonBindingFact.Kind) -> PythonBindingFact? {
      python.first { $0.kind == kind }
    }
    var found: [NativeHazard] = []
    if first(.multiPhase) == nil {
      if let place = first(.singlePhase) ?? first(.initialiser) {
        found.append(
          .of(
            "RP830",
            .blocker,
            "\(module) initialises in one phase: a copy under another path shares nothing with it, and a second import of this one may not run its code",
            place,
            help: "use multi-phase initialisation (PEP 489)"
          )
        )
      }
    } else if let place = first(.slot) {
      let slots = Set(python.filter { $0.kind == .slot }.map(\.name))
      let missing = ["Py_mod_multiple_interpreters", "Py_mod_gil"].filter { !slots.contains($0) }
      if !missing.isEmpty {
        found.append(
          .of(
            "RP833",
            .info,
            "\(module) doesn't say \(missing.joined(separator: " and ")), so it can't be tried in a fresh interpreter of the same process",
            place,
            help: "add the slots where the module keeps nothing outside its state"
          )
        )
      }
    }
    if let type = first(.staticType) {
      found.append(
        .of(
          "RP831",
          .warning,
          "\(module) has static types such as \(type.name): a second copy has other types of the same names",
          type,
          help: "make heap types with PyType_FromModuleAndSpec"
        )
      )
    }
    if let object = first(.globalObject) {
      found.append(
        .of(
          "RP832",
          .warning,
          "\(module) keeps Python objects in globals such as \(object.name), which outlive every reload",
          object,
          help: "keep them in the module's state"
        )
      )
    }
    return found
  }

  /// Where an extension module is initialised.
  package func initialiser(
    of product: NativeBuild.Product
  ) -> (name: String, file: String, line: Int)? {
    let python = units(of: product).flatMap { units[$0].facts.python }
    let place = python.first { $0.kind == .initialiser }
    return place.map { ($0.name, $0.file, $0.line) }
  }

  /// Whether an extension module keeps what it knows in the library and not in its module object.
  func keepsStateInLibrary(_ product: NativeBuild.Product) -> Bool {
    let kinds = Set(units(of: product).flatMap { units[$0].facts.python.map(\.kind) })
    return !kinds.contains(.multiPhase) || kinds.contains(.staticType)
      || kinds.contains(.globalObject)
  }
}

extension NativeHazard {
  fileprivate static func of(
    _ rule: String,
    _ severity: Finding.Severity,
    _ message: String,
    _ fact: PythonBindingFact,
    help: String
  ) -> NativeHazard {
    let name = fact.kind == .initialiser ? "PyInit_\(fact.name)" : fact.name
    return NativeHazard(
      rule,
      severity,
      message,
      symbol: name,
      file: fact.file,
      line: fact.line,
      help: help
    )
  }
}
