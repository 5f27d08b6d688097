internal import ModuleFacts
internal import NativeFacts

/// What stands in the way of loading a rebuilt library into a process that runs the old one.
extension NativePlanner {
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
      } else if let load = request.loads.first(where: { $0.library == product.path }) {
        judgeLoaded(product, load)
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

  /// A library that Python code loads by its path.
  private mutating func judgeLoaded(_ product: NativeBuild.Product, _ load: LibraryLoad) {
    add(
      .init(
        rule: "RP814",
        severity: .blocker,
        message:
          "\(load.module) loads \(product.path) by its path, and a path that was loaded stands for its old code until the process ends",
        module: load.module,
        path: load.path,
        line: load.line,
        because: reasons(of: product),
        help: "restart it; never write into the file while it is loaded"
      )
    )
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
    let changed = Set(recompiled.map { program.units[$0].source })
    let stray =
      request.isGuess ? request.strayFiles.filter { !NativePlanRequest.isTranslated($0) } : []
    for source in changed.subtracting(built).union(stray).sorted() {
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

  /// Changed sources that no command names: of another system, or newer than the commands.
  mutating func judgeUnnamed() {
    for file in request.strayFiles where NativePlanRequest.isTranslated(file) {
      add(
        .init(
          rule: "RP611",
          severity: .blocker,
          message:
            "\(file) changes, and what Cython makes of it has to be compiled anew: CPython never loads new code in its place",
          module: file,
          path: file,
          help: "rebuild the package and restart the program"
        )
      )
    }
    if request.isGuess { return }
    let gone = Set(request.units.map(\.source))
    for source in request.strayFiles where BuildAction.isSource(source) && !gone.contains(source) {
      add(
        .init(
          rule: "RP611",
          severity: .warning,
          message:
            "\(source) changes, and no compile command names it: if it is compiled by now, this plan lacks it",
          module: source,
          path: source,
          help: "record the build again, as in `reload-plan native record -- make`"
        )
      )
    }
  }

  // MARK: Extension modules

  private mutating func judgeExtension(_ product: NativeBuild.Product, _ module: String) {
    let keepsState = program.keepsStateInLibrary(product)
    let editClass: NativeEdit.Class = keepsState ? .extensionStatic : .extensionBody
    let why = keepsState ? "it keeps state in the library" : "it initialises in several phases"
    let isKnown = program.build.actions[product.action].isKnown
    add(
      .init(
        rule: "RP611",
        severity: .blocker,
        message:
          "the extension module \(module) has to be rebuilt, and CPython never loads new code in its place",
        module: module,
        path: product.path,
        because: reasons(of: product) + ["\(why) (\(editClass.code))"],
        help: isKnown
          ? "rebuild it by the steps and restart the program"
          : "rebuild the package and restart the program; `reload-plan native record -- pip wheel .` makes the commands known"
      )
    )
    for hazard in program.hazards(ofExtension: module, product) {
      // The restart is settled; these say what stands in the way of anything less.
      add(hazard.finding(in: module, severity: min(hazard.severity, .warning)))
    }
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
    for position in program.units(of: product) {
      for hazard in program.hazards(ofUnit: position) {
        // Of a library that is built, its symbols say whether it is so.
        if hazard.rule == "RP809", request.built[product.path] != nil { continue }
        add(hazard.finding(in: product.path))
      }
    }
    judgeFrames(product)
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

  /// Edited functions that may be on a stack when the plug-in is swapped.
  private mutating func judgeFrames(_ product: NativeBuild.Product) {
    let symbols = program.units(of: product).flatMap { program.units[$0].facts.symbols }
    for edit in edits(of: product) where !edit.key.isEmpty {
      let isLasting = symbols.contains { $0.key == edit.key && $0.traits.contains(.lasting) }
      if !isLasting { continue }
      add(
        .init(
          rule: "RP817",
          severity: .warning,
          message:
            "\(edit.name) may run for long, and a call that is under way stays in the old code",
          module: product.path,
          path: edit.file,
          line: edit.line,
          help: "let it return between two steps, and call it through the plug-in's table"
        )
      )
    }
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
    let message = "\(edit.phrase): \(why)"
    let reason = "\(product.path) is made of it"
    // One edit is one finding, however many products it reaches.
    let known = findings.firstIndex {
      $0.rule == rule && $0.path == edit.file && $0.line == edit.line && $0.message == message
    }
    if let known {
      if !findings[known].because.contains(reason) { findings[known].because.append(reason) }
      return
    }
    add(
      .init(
        rule: rule,
        severity: severity,
        message: message,
        module: program.moduleName(of: product),
        path: edit.file,
        line: edit.line,
        because: [reason],
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
