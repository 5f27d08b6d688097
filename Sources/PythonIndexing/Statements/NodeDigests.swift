internal import PythonSyntax
internal import SourceText

/// Digests of all nodes of a tree, and what else one pass over the nodes can tell.
///
/// Children are made before their parents, so one loop in the order of the arena gives every node
/// its digest from those of its children: no recursion, and the digest of any part is at hand.
struct NodeDigests {
  struct Marks: OptionSet {
    let rawValue: UInt8

    /// A function or lambda is in it: the skeleton differs from the whole.
    static let code = Marks(rawValue: 1)
    /// `:=` is in it.
    static let walrus = Marks(rawValue: 2)
  }

  private(set) var whole: [ContentDigest] = []
  private(set) var skeletons: [ContentDigest] = []
  private(set) var marks: [Marks] = []
  /// The symbol of a node's (first) name; for an `alias` of what it binds.
  private(set) var symbols: [UInt32] = []
  /// Symbols declared `nonlocal` somewhere, by symbol.
  private(set) var nonlocals: [UInt32] = []
  private var scratch: [UInt8] = []

  mutating func compute(_ reader: TreeReader, _ table: inout SymbolTable) {
    let zero = ContentDigest(high: 0, low: 0)
    let count = reader.nodeCount
    if whole.count < count {
      whole = [ContentDigest](repeating: zero, count: count)
      skeletons = whole
      marks = [Marks](repeating: [], count: count)
      symbols = [UInt32](repeating: 0, count: count)
    }
    nonlocals.removeAll(keepingCapacity: true)
    whole.withUnsafeMutableBufferPointer { whole in
      skeletons.withUnsafeMutableBufferPointer { skeletons in
        marks.withUnsafeMutableBufferPointer { marks in
          symbols.withUnsafeMutableBufferPointer { symbols in
            NodeShape.all.withUnsafeBufferPointer { shapes in
              var pass = Pass(
                reader: reader,
                shapes: shapes,
                whole: whole,
                skeletons: skeletons,
                marks: marks,
                symbols: symbols
              )
              swap(&pass.scratch, &scratch)
              swap(&pass.nonlocals, &nonlocals)
              swap(&pass.table, &table)
              for index in 1..<max(count, 1) { pass.visit(index) }
              swap(&pass.scratch, &scratch)
              swap(&pass.nonlocals, &nonlocals)
              swap(&pass.table, &table)
            }
          }
        }
      }
    }
  }
}

extension NodeDigests {
  /// The loop's state.
  private struct Pass {
    let reader: TreeReader
    let shapes: UnsafeBufferPointer<NodeShape>
    let whole: UnsafeMutableBufferPointer<ContentDigest>
    let skeletons: UnsafeMutableBufferPointer<ContentDigest>
    let marks: UnsafeMutableBufferPointer<Marks>
    let symbols: UnsafeMutableBufferPointer<UInt32>
    var table = SymbolTable()
    var scratch: [UInt8] = []
    var nonlocals: [UInt32] = []

    mutating func visit(_ index: Int) {
      let kind = reader.nodes[index].kind
      switch kind {
      case .name:
        var hash = NodeHash()
        let text = reader.bytes(reader.nodes[index].range)
        hash.mix(text)
        let digest = hash.finish()
        symbols[index] = table.intern(text, hash: digest.high)
        set(index, digest)
      case .constant: set(index, constant(index))
      case .invalid:
        var hash = NodeHash()
        hash.mix(UInt64(kind.rawValue))
        hash.mix(reader.bytes(reader.nodes[index].range))
        set(index, hash.finish())
      default: visitShape(index, kind)
      }
    }

    private func set(_ index: Int, _ digest: ContentDigest) {
      whole[index] = digest
      skeletons[index] = digest
      marks[index] = []
    }

    private mutating func symbol(_ text: UnsafeBufferPointer<UInt8>) -> (UInt32, ContentDigest) {
      var hash = NodeHash()
      hash.mix(text)
      let digest = hash.finish()
      return (table.intern(text, hash: digest.high), digest)
    }

    private mutating func visitShape(_ index: Int, _ kind: NodeKind) {
      let shape = shapes[Int(kind.rawValue)]
      var hash = NodeHash()
      let head = UInt64(kind.rawValue) << 8 | UInt64(reader.nodes[index].detail)
      hash.mix(head)
      var marks: Marks = []
      var position = Int(reader.nodes[index].place)
      var hasSymbol = false
      for number in 0..<shape.fieldCount {
        switch shape[number] {
        case .node:
          let child = Int(reader.links[position])
          hash.mix(whole[child])
          marks.formUnion(child == 0 ? [] : self.marks[child])
          position += 1
        case .number:
          hash.mix(UInt64(reader.links[position]))
          position += 1
        case .name:
          let range = SourceRange(
            start: reader.links[position],
            end: reader.links[position + 1]
          )
          let text = reader.bytes(range)
          if kind == .interpolation || kind == .importFrom {
            // The text of an interpolation is part of its value; that of a formatted value isn't.
            hash.mix(text)
          } else if kind == .formattedValue {
            // Neither a name nor a value.
          } else {
            let (symbol, digest) = symbol(text)
            hash.mix(digest)
            if !hasSymbol { symbols[index] = symbol }
            hasSymbol = true
          }
          position += 2
        }
      }
      let counts = position
      position += shape.listCount
      for list in 0..<shape.listCount {
        let count = Int(reader.links[counts + list])
        hash.mix(UInt64(count))
        if shape.lastListIsNumbers, list == shape.listCount - 1 {
          for offset in 0..<count { hash.mix(UInt64(reader.links[position + offset])) }
        } else {
          for offset in 0..<count {
            let child = Int(reader.links[position + offset])
            hash.mix(whole[child])
            marks.formUnion(child == 0 ? [] : self.marks[child])
          }
        }
        position += count
      }
      whole[index] = hash.finish()
      switch kind {
      case .functionDef, .asyncFunctionDef, .lambda: marks.insert(.code)
      case .namedExpr: marks.insert(.walrus)
      case .alias: symbols[index] = boundSymbol(index)
      case .nonlocal:
        for name in reader.list(NodeID(UInt32(index)), 0) {
          nonlocals.append(symbols[Int(name.index)])
        }
      default: break
      }
      self.marks[index] = marks
      skeletons[index] = marks.contains(.code) ? skeleton(index, kind, shape, head) : whole[index]
    }

    /// The same with the bodies of functions left out.
    private func skeleton(
      _ index: Int,
      _ kind: NodeKind,
      _ shape: NodeShape,
      _ head: UInt64
    ) -> ContentDigest {
      var hash = NodeHash()
      hash.mix(head)
      let isFunction = kind == .functionDef || kind == .asyncFunctionDef
      var position = Int(reader.nodes[index].place)
      for number in 0..<shape.fieldCount {
        switch shape[number] {
        case .node:
          if !(kind == .lambda && number == 1) {
            hash.mix(skeletons[Int(reader.links[position])])
          }
          position += 1
        case .number:
          hash.mix(UInt64(reader.links[position]))
          position += 1
        case .name:
          hash.mix(
            reader.bytes(
              SourceRange(start: reader.links[position], end: reader.links[position + 1])
            )
          )
          position += 2
        }
      }
      let counts = position
      position += shape.listCount
      for list in 0..<shape.listCount {
        let count = Int(reader.links[counts + list])
        if isFunction, list == 0 {
          position += count
          continue
        }
        hash.mix(UInt64(count))
        if shape.lastListIsNumbers, list == shape.listCount - 1 {
          for offset in 0..<count { hash.mix(UInt64(reader.links[position + offset])) }
        } else {
          for offset in 0..<count {
            hash.mix(skeletons[Int(reader.links[position + offset])])
          }
        }
        position += count
      }
      return hash.finish()
    }

    /// What an import binds: the alias, or the first part of the name.
    private mutating func boundSymbol(_ index: Int) -> UInt32 {
      let node = NodeID(UInt32(index))
      let alias = reader.name(node, 2)
      if !alias.isEmpty { return symbol(reader.bytes(alias)).0 }
      let name = reader.bytes(reader.name(node, 0))
      var end = 0
      while end < name.count, name[end] != UInt8(ascii: "."), name[end] > 32 { end += 1 }
      return symbol(UnsafeBufferPointer(rebasing: name[0..<end])).0
    }

    /// The value of a string where it is part of the text as it stands: one piece, no escapes.
    ///
    /// Most strings are; decoding each into an array of its own costs more than all else here.
    private func plainString(
      _ index: Int,
      _ text: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8>? {
      guard reader.nodes[index].detail & 0xf0 == 0, text.count >= 2 else { return nil }
      var start = 0
      while start < text.count, text[start] != 34, text[start] != 39 { start += 1 }
      guard start < text.count, start < 3 else { return nil }
      let quote = text[start]
      let isTriple =
        text.count - start >= 6 && text[start + 1] == quote && text[start + 2] == quote
      let quotes = isTriple ? 3 : 1
      guard text.count - start >= 2 * quotes else { return nil }
      let body = UnsafeBufferPointer(rebasing: text[start + quotes..<text.count - quotes])
      for byte in body where byte == UInt8(ascii: "\\") || byte == 13 { return nil }
      return body
    }

    /// A literal by value: strings decoded, numbers without underscores and in lower case.
    private mutating func constant(_ index: Int) -> ContentDigest {
      var hash = NodeHash()
      let kind = reader.nodes[index].detail & 0x0f
      hash.mix(UInt64(NodeKind.constant.rawValue) << 8 | UInt64(kind))
      let text = reader.bytes(reader.nodes[index].range)
      switch ConstantKind(rawValue: kind) {
      case .string?, .bytes?:
        if let value = plainString(index, text) {
          hash.mix(value)
        } else {
          let value = reader.value(ofString: NodeID(UInt32(index)))
          value.withUnsafeBufferPointer { hash.mix($0) }
        }
      case .integer?, .float?, .imaginary?:
        scratch.removeAll(keepingCapacity: true)
        for byte in text where byte != UInt8(ascii: "_") {
          scratch.append((65...90).contains(byte) ? byte | 0x20 : byte)
        }
        scratch.withUnsafeBufferPointer { hash.mix($0) }
      case .none?, .true?, .false?, .ellipsis?, nil: break
      }
      return hash.finish()
    }
  }
}
