internal import ModuleFacts
internal import NativeFacts

/// What stands in the way of loading a rebuilt library into a process that runs the old one.
extension NativePlanner {
  /// Functions that call what they are given before they return, and keep nothing.
  private static let transient: Set<String> = [
    "qsort", "bsearch", "lfind", "lsearch", "twalk", "pthread_once", "call_once", "std::sort",
  ]

  /// Functions that hand code to the system for later.
  private static let hooks: Set<String> = [
    "pthread_create", "thrd_create", "signal", "sigaction", "atexit", "on_exit", "at_quick_exit",
    "pthread_atfork", "__cxa_atexit", "Py_AtExit",
  ]

  mutating func judge(_ index: Int, swapped: [Int]) {
    let product = program.build.products[index]
    switch product.kind {
    case .archive: return
    case .program:
      add(
        .init(
          rule: edits(of: product).first?.editClass.code ?? "NE02",
          severity: .blocker,
          message:
            "the program \(product.path) itself changes, and no process replaces its own code",
          module: product.path,
          path: product.path,
          because: reasons(of: product),
          help: "rebuild it by the steps and start it again"
        )
      )
    case .library:
      if let module = program.pythonModule(of: product) {
        judgeExtension(product, module)
      } else if swapped.contains(index) {
        judgePlugin(product, swapped: swapped)
      } else {
        add(
          .init(
            rule: "RP813",
            severity: .blocker,
            message:
              "\(product.path) is bound when a program starts, and the dynamic linker never binds a new build in its place",
            module: product.path,
            path: product.path,
            because: reasons(of: product),
            help: "restart what uses it, or load it as a plug-in of ReloadHost"
          )
        )
      }
    }
    judgeInterface(product, swapped: swapped)
  }

  private func reasons(of product: NativeBuild.Product) -> [String] {
    edits(of: product).prefix(5).map { "\($0.phrase) in \($0.file) (\($0.editClass.code))" }
  }

  private mutating func add(_ finding: Finding) {
    if !findings.contains(finding) { findings.append(finding) }
  }

  /// Changed units that nothing is known to be made of.
  mutating func judgeUnbuilt(_ affected: [Int]) {
    let built = Set(
      affected.flatMap { program.build.products[$0].units.map { program.build.units[$0].source } }
    )
    for position in recompiled.sorted() {
      let source = program.units[position].source
      if built.contains(source) { continue }
      add(
        .init(
          rule: "RP611",
          severity: .blocker,
          message: "\(source) changes, and which library it becomes is not known",
          module: source,
          path: source,
          help:
            "record the build, as in `reload-plan native record -- make`, and rebuild and restart by hand until then"
        )
      )
    }
  }

  // MARK: Extension modules

  private mutating func judgeExtension(_ product: NativeBuild.Product, _ module: String) {
    let facts = program.units(of: product).map { program.units[$0].facts }
    let python = facts.flatMap(\.python)
    func first(_ kind: PythonBindingFact.Kind) -> PythonBindingFact? {
      python.first { $0.kind == kind }
    }
    let keepsState =
      first(.multiPhase) == nil || first(.staticType) != nil || first(.globalObject) != nil
    let editClass: NativeEdit.Class = keepsState ? .extensionStatic : .extensionBody
    let why = keepsState ? "it keeps state in the library" : "it initialises in several phases"
    add(
      .init(
        rule: "RP611",
        severity: .blocker,
        message:
          "the extension module \(module) has to be rebuilt, and CPython never loads new code in its place",
        module: module,
        path: product.path,
        because: reasons(of: product) + ["\(why) (\(editClass.code))"],
        help: "rebuild it by the steps and restart the program"
      )
    )
    let isSinglePhase = first(.multiPhase) == nil
    if isSinglePhase, let place = first(.singlePhase) ?? first(.initialiser) {
      addFact(
        "RP830",
        .warning,
        "\(module) initialises in one phase, so a copy under another path would share nothing with it",
        module,
        place,
        help: "use multi-phase initialisation (PEP 489)"
      )
    }
    if let type = first(.staticType) {
      addFact(
        "RP831",
        .warning,
        "\(module) has static types such as \(type.name): a second copy has other types of the same names",
        module,
        type,
        help: "make heap types with PyType_FromModuleAndSpec"
      )
    }
    if let object = first(.globalObject) {
      addFact(
        "RP832",
        .warning,
        "\(module) keeps Python objects in globals such as \(object.name), which outlive every reload",
        module,
        object,
        help: "keep them in the module's state"
      )
    }
  }

  private mutating func addFact(
    _ rule: String,
    _ severity: Finding.Severity,
    _ message: String,
    _ module: String,
    _ fact: PythonBindingFact,
    help: String
  ) {
    add(
      .init(
        rule: rule,
        severity: severity,
        message: message,
        module: module,
        path: fact.file,
        line: fact.line,
        help: help
      )
    )
  }

  // MARK: Plug-ins

  private mutating func judgePlugin(_ product: NativeBuild.Product, swapped: [Int]) {
    if let built = request.built[product.path] {
      if built.isNeverDeleted {
        block(
          "RP809",
          product,
          "\(product.path) is linked with -z nodelete: its old image stays and keeps its state"
        )
      }
      if let name = built.uniqueSymbols.first {
        block(
          "RP809",
          product,
          "\(product.path) has symbols that are one for the whole process, such as \(name): a new copy would run on the old one's",
          help: "compile it with -fno-gnu-unique"
        )
      }
    }
    for position in program.units(of: product) { judgeUnit(program.units[position], product) }
    for library in product.libraries {
      let other = program.build.products[library]
      if program.isPlugin(other), swapped.contains(library) {
        block(
          "RP813",
          product,
          "\(product.path) is linked to \(other.path): the dynamic linker would bind it to the old copy",
          help: "let it ask the host for the other plug-in instead of linking it"
        )
      }
    }
  }

  private mutating func judgeUnit(_ unit: NativeProgram.Unit, _ product: NativeBuild.Product) {
    let symbols = unit.facts.symbols
    for symbol in symbols where symbol.isEmitted && !symbol.traits.contains(.inline) {
      let isVariable = symbol.kind == .variable
      if isVariable, symbol.traits.contains(.threadLocal) {
        if !symbol.traits.isDisjoint(with: [.exitDestructor, .dynamicInitialiser]) {
          report(
            "RP808",
            .blocker,
            "\(symbol.name) is thread-local and has a destructor: the old image can't go while a thread has one",
            symbol,
            product
          )
        }
      } else if isVariable, !symbol.traits.contains(.constant), symbol.name != "reload_plugin" {
        report(
          "RP805",
          .warning,
          "\(symbol.name) starts from its initial value in the new copy",
          symbol,
          product,
          help: "keep it in the state that the host holds"
        )
      }
      if !symbol.traits.isDisjoint(with: [.dynamicInitialiser, .constructor]) {
        report(
          "RP807",
          .warning,
          "code for \(symbol.name) runs when the new copy is loaded",
          symbol,
          product
        )
      }
    }
    for use in unit.facts.uses where use.kind == .call {
      let target = symbols[use.to]
      if !target.traits.contains(.definition), Self.hooks.contains(target.name),
        use.from >= 0
      {
        report(
          "RP812",
          .blocker,
          "\(symbols[use.from].name) gives code of the library to \(target.name), which may call it after the swap",
          symbols[use.from],
          product,
          help: "let the host own it"
        )
      }
    }
    for escape in unit.facts.escapes where escape.way == .argument {
      if Self.transient.contains(escape.target) || Self.hooks.contains(escape.target) { continue }
      let isOwn = symbols.contains {
        $0.name == escape.target && !$0.traits.contains(.foreign) && $0.isEmitted
      }
      let function = symbols[escape.function]
      if isOwn || function.traits.contains(.foreign) || escape.target.hasPrefix("operator") {
        continue
      }
      report(
        "RP811",
        .blocker,
        "\(function.name) is given to \(escape.target), which may keep it and call old code",
        function,
        product,
        line: escape.line,
        help:
          "register it again from the new copy, or let the host call through the plug-in's table"
      )
    }
  }

  private mutating func report(
    _ rule: String,
    _ severity: Finding.Severity,
    _ message: String,
    _ symbol: NativeSymbol,
    _ product: NativeBuild.Product,
    line: Int? = nil,
    help: String = ""
  ) {
    add(
      .init(
        rule: rule,
        severity: severity,
        message: message,
        module: product.path,
        path: symbol.file,
        line: line ?? symbol.line,
        help: help
      )
    )
  }

  private mutating func block(
    _ rule: String,
    _ product: NativeBuild.Product,
    _ message: String,
    help: String = "restart the program"
  ) {
    add(
      .init(
        rule: rule,
        severity: .blocker,
        message: message,
        module: product.path,
        path: product.path,
        help: help
      )
    )
  }

  // MARK: Interfaces

  private mutating func judgeInterface(_ product: NativeBuild.Product, swapped: [Int]) {
    for edit in edits(of: product) {
      switch edit.editClass {
      case .layout:
        blockEdit("RP801", edit, product, "objects that live on have the old layout")
      case .virtualTable:
        blockEdit("RP802", edit, product, "objects that live on have the old table")
      case .signature:
        if let user = outsideUser(of: edit, product, swapped) {
          blockEdit("RP803", edit, product, "\(user) calls it as it was")
        }
      case .removedSymbol:
        if let user = outsideUser(of: edit, product, swapped) {
          blockEdit("RP804", edit, product, "\(user) refers to it")
        }
      case .captures:
        blockEdit("RP818", edit, product, "closures that are kept have the old shape", .warning)
      case .flags:
        blockEdit("NE15", edit, product, "nothing says that both builds agree on layouts")
      case .embedded where edit.key.isEmpty == false:
        blockEdit("RP810", edit, product, "each unit that uses it has its own copy", .info)
      case .embedded, .localBody, .exportedBody, .overrideBody, .initialValue, .loadTime,
        .threadLocal, .extensionBody, .extensionStatic:
        break
      }
    }
  }

  private mutating func blockEdit(
    _ rule: String,
    _ edit: NativeEdit,
    _ product: NativeBuild.Product,
    _ why: String,
    _ severity: Finding.Severity = .blocker
  ) {
    add(
      .init(
        rule: rule,
        severity: severity,
        message: "\(edit.phrase): \(why)",
        module: program.moduleName(of: product),
        path: edit.file,
        line: edit.line,
        because: ["\(product.path) is made of it"],
        help: severity == .blocker ? "restart every process that has it" : ""
      )
    )
  }

  /// A product that refers to the edited symbol and is not made anew with it.
  private func outsideUser(
    of edit: NativeEdit,
    _ product: NativeBuild.Product,
    _ swapped: [Int]
  ) -> String? {
    let own = Set(program.units(of: product))
    for (index, other) in program.build.products.enumerated()
    where other != product && other.kind != .archive && !swapped.contains(index) {
      for position in program.units(of: other) where !own.contains(position) {
        let isUser = program.units[position].facts.symbols.contains {
          $0.key == edit.key && !$0.traits.contains(.definition)
        }
        if isUser { return other.path }
      }
    }
    return nil
  }
}
