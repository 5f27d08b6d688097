internal import ModuleFacts
internal import NativeFacts

/// What a unit has that outlives the library's image, or starts anew with it.
extension NativeProgram {
  /// Functions that call what they are given before they return, and keep nothing.
  private static let transient: Set<String> = [
    "qsort", "qsort_r", "bsearch", "lfind", "lsearch", "twalk", "tdelete", "pthread_once",
    "call_once", "std::sort", "ftw", "nftw", "scandir", "dl_iterate_phdr",
  ]

  /// Functions that hand code to the system for later.
  private static let hooks: Set<String> = [
    "pthread_create", "thrd_create", "signal", "sigaction", "atexit", "on_exit", "at_quick_exit",
    "pthread_atfork", "__cxa_atexit", "Py_AtExit", "timer_create",
  ]

  /// The hazards of one unit, in the order of its symbols.
  package func hazards(ofUnit position: Int) -> [NativeHazard] {
    let unit = units[position]
    var found: [NativeHazard] = []
    for symbol in unit.facts.symbols where symbol.isEmitted {
      if symbol.traits.contains(.unique), !symbol.traits.contains(.constant),
        hasUniqueSymbols(unit.source)
      {
        found.append(
          .of(
            "RP809",
            .warning,
            "\(symbol.name) is one for the whole process as GCC compiles it: a new copy of the library runs on the old one's",
            symbol,
            help: "compile with -fno-gnu-unique"
          )
        )
      }
      if symbol.traits.contains(.inline) { continue }
      found += stateHazards(symbol)
    }
    found += hookHazards(unit.facts)
    found += escapeHazards(position, unit.facts)
    return found
  }

  /// Variables and what runs at load.
  private func stateHazards(_ symbol: NativeSymbol) -> [NativeHazard] {
    var found: [NativeHazard] = []
    if symbol.kind == .variable, symbol.traits.contains(.threadLocal) {
      if !symbol.traits.isDisjoint(with: [.exitDestructor, .dynamicInitialiser]) {
        found.append(
          .of(
            "RP808",
            .blocker,
            "\(symbol.name) is thread-local and has a destructor: the old image can't go while a thread has one",
            symbol,
            help: "keep it in a context that the host owns"
          )
        )
      }
    } else if symbol.kind == .variable, !symbol.traits.contains(.constant), isWritten(symbol) {
      found.append(
        .of(
          "RP805",
          .warning,
          "\(symbol.name) starts from its initial value in a new copy of the library",
          symbol,
          help: "keep it in the state that the host holds"
        )
      )
    }
    // Thread-local ones are made when a thread first asks for them.
    let isThreadLocal = symbol.traits.contains(.threadLocal)
    if symbol.traits.contains(.constructor)
      || (symbol.traits.contains(.dynamicInitialiser) && !isThreadLocal)
    {
      found.append(
        .of(
          "RP807",
          .warning,
          "code for \(symbol.name) runs when a new copy of the library is loaded",
          symbol,
          help: "do it in a function that the host calls"
        )
      )
    }
    return found
  }

  /// Whether code of the project changes a variable; its address may do so as well.
  private func isWritten(_ symbol: NativeSymbol) -> Bool {
    writtenVariables.contains(symbol.key)
  }

  private func hookHazards(_ facts: UnitFacts) -> [NativeHazard] {
    facts.uses.compactMap { use in
      let target = facts.symbols[use.to]
      guard use.kind == .call, use.from >= 0, !target.traits.contains(.definition),
        Self.hooks.contains(target.name)
      else { return nil }
      let caller = facts.symbols[use.from]
      // Whoever uses the macro is a caller as well.
      if caller.kind == .macro { return nil }
      return .of(
        "RP812",
        .blocker,
        "\(caller.name) gives code of the library to \(target.name), which may call it after a swap",
        caller,
        help: "let the host own it"
      )
    }
  }

  private func escapeHazards(_ position: Int, _ facts: UnitFacts) -> [NativeHazard] {
    // What code of the same library keeps goes with it.
    let together = units.indices.filter {
      $0 == position || !productsOfUnit[$0].isDisjoint(with: productsOfUnit[position])
    }
    return facts.escapes.compactMap { escape in
      guard escape.way == .argument, !Self.transient.contains(escape.target),
        !Self.hooks.contains(escape.target), !escape.target.hasPrefix("operator")
      else { return nil }
      let isOwn = together.contains { emittedNames[$0].contains(escape.target) }
      let function = facts.symbols[escape.function]
      if isOwn || function.traits.contains(.foreign) { return nil }
      var hazard = NativeHazard.of(
        "RP811",
        .blocker,
        "\(function.name) is given to \(escape.target), which may keep it and call old code",
        function,
        help:
          "register it again from the new copy, or let the host call through the plug-in's table"
      )
      if escape.line > 0 { hazard.line = escape.line }
      return hazard
    }
  }

  /// Whether a source is compiled so that inline variables and the like are unique in the process.
  private func hasUniqueSymbols(_ source: String) -> Bool {
    for product in build.products {
      let actions =
        product.units.filter { build.units[$0].source == source }
        .map { build.actions[build.units[$0].action ?? product.action] }
      for action in actions where action.isKnown {
        let words = action.arguments
        let isClang = words.first.map { BuildPath.lastPart($0).contains("clang") } ?? false
        if !isClang, !words.contains("-fno-gnu-unique") { return true }
      }
    }
    return false
  }
}

extension NativeHazard {
  static func of(
    _ rule: String,
    _ severity: Finding.Severity,
    _ message: String,
    _ symbol: NativeSymbol,
    help: String
  ) -> NativeHazard {
    NativeHazard(
      rule,
      severity,
      message,
      symbol: symbol.name,
      file: symbol.file,
      line: symbol.line,
      help: help
    )
  }
}
