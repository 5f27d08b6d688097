internal import NativeFacts

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// Which macros of the project are used, and which functions they stand for.
extension UnitVisit {
  /// Finds what the uses of macros are uses of.
  func findExpansions() {
    for (file, offset, cursor) in expansions {
      let definition = table.getCursorReferenced(cursor)
      guard isValid(definition), definition.kind == CXCursor_MacroDefinition,
        let (place, _, _) = files.place(table.getCursorLocation(definition), &boundary),
        place.isOwn
      else { continue }
      file.addExpansion(of: definition, at: offset)
    }
    expansions = []
  }

  /// Macros belong to the declaration around their use.
  func addMacroUses() {
    for file in files.known {
      for (offset, definitions) in file.expansions.sorted(by: { $0.key < $1.key }) {
        let user = file.symbol(at: offset)
        if user < 0, file.isUnreached(offset) { continue }
        for definition in definitions { use(from: user, to: symbol(of: definition), .macro) }
      }
    }
  }

  /// Notes the macro whose own text, not its arguments, names a function at a reference to it.
  ///
  /// Callers of such a function don't have its name in their text.
  func addWrapping(_ function: Int, _ cursor: CXCursor, _ kind: NativeUse.Kind) {
    guard hasExpansions, function >= 0,
      let (file, offset) = files.wording(table.getCursorLocation(cursor), &boundary),
      let definitions = file.expansions[offset]
    else { return }
    for definition in definitions { use(from: symbol(of: definition), to: function, kind) }
  }

  /// What a macro's text says of other macros.
  func addMacro(_ symbol: Int, _ cursor: CXCursor, _ body: UnsafeBufferPointer<UInt8>) {
    if table.Cursor_isMacroFunctionLike(cursor) != 0 {
      facts.symbols[symbol].traits.insert(.functionLike)
    }
    var start: Int?
    for index in 0...body.count {
      if index < body.count, SourceStripper.isWord(body[index]) {
        start = start ?? index
      } else if let begin = start {
        let word = String(decoding: body[begin..<index], as: UTF8.self)
        if let definition = macros[word] {
          use(from: symbol, to: self.symbol(of: definition), .macro)
        }
        start = nil
      }
    }
  }
}
#endif
