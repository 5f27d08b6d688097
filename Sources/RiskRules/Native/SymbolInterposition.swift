internal import ModuleFacts
internal import NativePlanning

/// Libraries that the dynamic linker binds to each other.
enum SymbolInterposition: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP813",
    "symbol-interposition",
    .blocker,
    "The dynamic linker binds once, and to the first copy"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    let products = subject.program.build.products
    for product in products where product.kind != .archive {
      for index in product.libraries {
        guard let library = subject.libraries.first(where: { $0.product == products[index] }) else {
          continue
        }
        let name = subject.program.moduleName(of: product)
        let isBlocked = library.isPlugin && subject.program.isPlugin(product)
        findings.add(
          in: name,
          path: product.path,
          line: 0,
          symbol: library.product.path,
          isBlocked
            ? "\(name) is linked to the plug-in \(library.name): the dynamic linker binds it to the old copy"
            : "\(name) is bound to \(library.name) when it is loaded, and never to a new build of it",
          help: isBlocked
            ? "let it ask the host for the other plug-in" : "restart it after a rebuild",
          severity: isBlocked ? .blocker : .info
        )
      }
    }
  }
}
