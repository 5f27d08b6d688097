internal import NativeFacts

/// Facts as bytes, between processes and on disk.
extension UnitFacts {
  /// Changes with the shape of the bytes and with what facts mean.
  static let codingVersion = 3

  func encoded() -> [UInt8] {
    var out = FactsEncoder()
    out.add(Self.codingVersion)
    out.add(includes) { include, out in
      out.add(include.file)
      out.add(include.line)
      out.add(include.column)
      out.add(include.spelling)
      // No file has an empty path.
      out.add(include.target ?? "")
    }
    out.add(problems) { problem, out in
      out.add(problem.kind.rawValue)
      out.add(problem.file)
      out.add(problem.line)
      out.add(problem.column)
      out.add(problem.message)
    }
    out.add(reads) { read, out in
      out.add(read.path)
      out.add(read.digest)
      out.add(read.isOwn ? 1 : 0)
    }
    out.add(outlines) { outline, out in
      out.add(outline.file)
      out.add(outline.rest)
    }
    out.add(symbols) { symbol, out in Self.add(symbol, to: &out) }
    out.add(uses) { use, out in
      out.add(use.from)
      out.add(use.to)
      out.add(Int(use.kind.rawValue))
    }
    out.add(layouts) { layout, out in Self.add(layout, to: &out) }
    out.add(escapes) { escape, out in
      out.add(escape.function)
      out.add(Int(escape.way.rawValue))
      out.add(escape.target)
      out.add(escape.line)
    }
    out.add(python) { fact, out in
      out.add(Int(fact.kind.rawValue))
      out.add(fact.name)
      out.add(fact.detail)
      out.add(fact.file)
      out.add(fact.line)
    }
    out.add(moduleLines) { line, out in out.add(line) }
    out.add(isOpen ? 1 : 0)
    return out.finish()
  }

  private static func add(_ symbol: NativeSymbol, to out: inout FactsEncoder) {
    out.add(symbol.key)
    out.add(symbol.name)
    out.add(Int(symbol.kind.rawValue))
    out.add(Int(symbol.linkage.rawValue))
    out.add(Int(symbol.traits.rawValue))
    out.add(symbol.file)
    out.add(symbol.line)
    out.add(symbol.type)
    out.add(symbol.content)
    out.add(Int(symbol.value))
  }

  private static func add(_ layout: RecordLayout, to out: inout FactsEncoder) {
    out.add(layout.symbol)
    out.add(Int(layout.size))
    out.add(Int(layout.alignment))
    out.add(layout.fields) { field, out in
      out.add(field.name)
      out.add(field.type)
      out.add(Int(field.offsetBits))
      out.add(field.widthBits ?? -1)
    }
    out.add(layout.bases) { base, out in out.add(base) }
    out.add(layout.virtuals) { function, out in out.add(function) }
  }

  /// Reads facts; `nil` if the bytes are of another version, or damaged.
  init?(encoded bytes: [UInt8]) {
    guard let facts = try? Self.decode(bytes) else { return nil }
    self = facts
  }

  private static func decode(_ bytes: [UInt8]) throws(FactsDecoder.Malformed) -> UnitFacts {
    var input = try FactsDecoder(bytes)
    guard try input.number() == codingVersion else { throw FactsDecoder.Malformed() }
    var facts = UnitFacts()
    facts.includes = try input.list { input throws(FactsDecoder.Malformed) in
      let (file, line, column) = (try input.text(), try input.number(), try input.number())
      let (spelling, target) = (try input.text(), try input.text())
      return IncludeFacts.Include(
        file: file,
        line: line,
        column: column,
        spelling: spelling,
        target: target.isEmpty ? nil : target
      )
    }
    facts.problems = try input.list { input throws(FactsDecoder.Malformed) in
      IncludeFacts.Problem(
        kind: IncludeFacts.Problem.Kind(rawValue: try input.text()) ?? .syntax,
        file: try input.text(),
        line: try input.number(),
        column: try input.number(),
        message: try input.text()
      )
    }
    facts.reads = try input.list { input throws(FactsDecoder.Malformed) in
      ReadFile(
        path: try input.text(),
        digest: try input.digest(),
        isOwn: try input.number() == 1
      )
    }
    facts.outlines = try input.list { input throws(FactsDecoder.Malformed) in
      Outline(file: try input.text(), rest: try input.digest())
    }
    facts.symbols = try input.list { input throws(FactsDecoder.Malformed) in
      try symbol(&input)
    }
    facts.uses = try input.list { input throws(FactsDecoder.Malformed) in
      NativeUse(
        from: try input.number(),
        to: try input.number(),
        kind: try input.value(NativeUse.Kind.self)
      )
    }
    facts.layouts = try input.list { input throws(FactsDecoder.Malformed) in
      try layout(&input)
    }
    facts.escapes = try input.list { input throws(FactsDecoder.Malformed) in
      EscapedFunction(
        function: try input.number(),
        way: try input.value(EscapedFunction.Way.self),
        target: try input.text(),
        line: try input.number()
      )
    }
    facts.python = try input.list { input throws(FactsDecoder.Malformed) in
      PythonBindingFact(
        kind: try input.value(PythonBindingFact.Kind.self),
        name: try input.text(),
        detail: try input.text(),
        file: try input.text(),
        line: try input.number()
      )
    }
    facts.moduleLines = try input.list { input throws(FactsDecoder.Malformed) in
      try input.text()
    }
    facts.isOpen = try input.number() == 1
    // Positions are checked once here, so that nobody has to check them later.
    let known = facts.symbols.indices
    guard input.isAtEnd, facts.layouts.allSatisfy({ known.contains($0.symbol) }),
      facts.escapes.allSatisfy({ known.contains($0.function) }),
      facts.uses.allSatisfy({ ($0.from == -1 || known.contains($0.from)) && known.contains($0.to) })
    else { throw FactsDecoder.Malformed() }
    return facts
  }

  private static func symbol(
    _ input: inout FactsDecoder
  ) throws(FactsDecoder.Malformed) -> NativeSymbol {
    NativeSymbol(
      key: try input.text(),
      name: try input.text(),
      kind: try input.value(NativeSymbol.Kind.self),
      linkage: try input.value(NativeSymbol.Linkage.self),
      traits: NativeSymbol.Traits(rawValue: UInt32(truncatingIfNeeded: try input.number())),
      file: try input.text(),
      line: try input.number(),
      type: try input.text(),
      content: try input.digest(),
      value: Int64(try input.number())
    )
  }

  private static func layout(
    _ input: inout FactsDecoder
  ) throws(FactsDecoder.Malformed) -> RecordLayout {
    RecordLayout(
      symbol: try input.number(),
      size: Int64(try input.number()),
      alignment: Int64(try input.number()),
      fields: try input.list { input throws(FactsDecoder.Malformed) in
        let (name, type) = (try input.text(), try input.text())
        let (offset, width) = (try input.number(), try input.number())
        return RecordLayout.Field(
          name: name,
          type: type,
          offsetBits: Int64(offset),
          widthBits: width < 0 ? nil : width
        )
      },
      bases: try input.list { input throws(FactsDecoder.Malformed) in try input.text() },
      virtuals: try input.list { input throws(FactsDecoder.Malformed) in try input.text() }
    )
  }
}
