package import ModuleFacts
package import NativePlanning

/// A pattern of C or C++ that breaks when a library is loaded anew.
///
/// Rules whose scope is `edit` find nothing here: plans report them, where both versions are known.
package protocol NativeRule: SendableMetatype {
  static var descriptor: RuleDescriptor { get }

  /// Adds what is found in the project.
  static func check(_ subject: NativeSubject, into findings: inout NativeFindings)
}

extension NativeRule {
  /// Nothing: for rules that need two versions.
  package static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {}
}

/// What native rules look at, worked out once.
package struct NativeSubject {
  /// A library that can be loaded anew, or may become one.
  package struct Library {
    /// The name it has in reports: the Python module, or the path.
    package var name: String
    package var product: NativeBuild.Product
    package var isPlugin: Bool
    /// Whether it is an extension module of CPython.
    package var isExtension: Bool
    package var hazards: [NativeHazard]
  }

  package let program: NativeProgram
  /// Without archives and programs, sorted by path.
  package let libraries: [Library]
  /// What units have that are in no product.
  package let looseHazards: [(source: String, hazard: NativeHazard)]
  /// Python code that loads libraries by their paths.
  package let loads: [LibraryLoad]

  package init(program: NativeProgram, loads: [LibraryLoad]) {
    self.program = program
    self.loads = loads
    var placed: Set<Int> = []
    libraries = program.build.products.compactMap { product in
      let units = program.units(of: product)
      placed.formUnion(units)
      guard product.kind == .library else { return nil }
      let module = program.pythonModule(of: product)
      return Library(
        name: module ?? product.path,
        product: product,
        isPlugin: program.isPlugin(product),
        isExtension: module != nil,
        // No process loads an extension module anew, so only what Python sees of it counts.
        hazards: module.map { program.hazards(ofExtension: $0, product) }
          ?? units.flatMap { program.hazards(ofUnit: $0) }
      )
    }
    looseHazards = program.units.indices.filter { !placed.contains($0) }.flatMap { position in
      program.hazards(ofUnit: position).map { (program.units[position].source, $0) }
    }
  }
}

/// Collects the findings of one native rule.
package struct NativeFindings {
  package let descriptor: RuleDescriptor
  package private(set) var findings: [Finding] = []

  init(descriptor: RuleDescriptor) { self.descriptor = descriptor }

  /// Adds the hazards of the rule.
  ///
  /// For what isn't swapped they are information: they matter once it becomes a plug-in.
  mutating func addHazards(of subject: NativeSubject) {
    for library in subject.libraries {
      for hazard in library.hazards where hazard.rule == descriptor.code {
        let severity = library.isPlugin ? descriptor.reportedSeverity : .info
        findings.append(hazard.finding(in: library.name, severity: severity))
      }
    }
    for (source, hazard) in subject.looseHazards where hazard.rule == descriptor.code {
      findings.append(hazard.finding(in: source, severity: .info))
    }
  }

  mutating func add(
    in module: String,
    path: String,
    line: Int,
    symbol: String,
    _ message: String,
    help: String,
    severity: Finding.Severity? = nil
  ) {
    var finding = Finding(
      rule: descriptor.code,
      severity: severity ?? descriptor.reportedSeverity,
      message: message,
      module: module,
      path: path,
      line: line,
      help: help
    )
    finding.symbol = symbol
    findings.append(finding)
  }
}
