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
                reader: reader, shapes: shapes, whole: whole, skeletons: skeletons, marks: marks,
                symbols: symbols)
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
      let kind = reader.kinds[index]
      switch kind {
      case .name:
        var hash = NodeHash()
        let text = reader.bytes(reader.ranges[index])
        hash.mix(text)
        let digest = hash.finish()
        symbols[index] = table.intern(text, hash: digest.high)
        set(index, digest)
      case .constant: set(index, constant(index))
      case .invalid:
        var hash = NodeHash()
        hash.mix(UInt64(kind.rawValue))
        hash.mix(reader.bytes(reader.ranges[index]))
        set(index, hash.finish())
      case .joinedStr, .templateStr: visitTemplate(index)
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
      let head = UInt64(kind.rawValue) << 8 | UInt64(reader.details[index])
      hash.mix(head)
      var marks: Marks = []
      var position = Int(reader.places[index])
      var hasSymbol = false
      for field in shape.fields {
        switch field {
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
            start: reader.links[position], end: reader.links[position + 1])
          let text = reader.bytes(range)
          if kind == .formattedValue || kind == .interpolation || kind == .importFrom {
            hash.mix(text)
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
      _ index: Int, _ kind: NodeKind, _ shape: NodeShape, _ head: UInt64
    ) -> ContentDigest {
      var hash = NodeHash()
      hash.mix(head)
      let isFunction = kind == .functionDef || kind == .asyncFunctionDef
      var position = Int(reader.places[index])
      for (number, field) in shape.fields.enumerated() {
        switch field {
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
              SourceRange(start: reader.links[position], end: reader.links[position + 1])))
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

    /// A literal by value: strings decoded, numbers without underscores and in lower case.
    private mutating func constant(_ index: Int) -> ContentDigest {
      var hash = NodeHash()
      let kind = reader.details[index] & 0x0f
      hash.mix(UInt64(NodeKind.constant.rawValue) << 8 | UInt64(kind))
      let text = reader.bytes(reader.ranges[index])
      switch ConstantKind(rawValue: kind) {
      case .string?, .bytes?:
        scratch.removeAll(keepingCapacity: true)
        StringLiteral.decode(text, into: &scratch)
        scratch.withUnsafeBufferPointer { hash.mix($0) }
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

    /// An f- or t-string: its values, the literal parts as written, and the prefixes, which decide
    /// what those parts mean. The quotes and the layout between pieces don't count.
    private mutating func visitTemplate(_ index: Int) {
      var hash = NodeHash()
      hash.mix(UInt64(reader.kinds[index].rawValue) << 8)
      var marks: Marks = []
      let range = reader.ranges[index]
      var place = range.start
      let values = reader.list(NodeID(UInt32(index)), 0)
      for value in values {
        let child = reader.range(value)
        mixGap(SourceRange(start: place, end: child.start), &hash)
        if reader.kind(value) == .constant {
          hash.mix(reader.bytes(child))
        } else {
          hash.mix(whole[Int(value.index)])
          marks.formUnion(self.marks[Int(value.index)])
        }
        place = max(place, child.end)
      }
      mixGap(SourceRange(start: place, end: range.end), &hash)
      // The text of a replacement field is part of its digest, so its lambdas are too.
      set(index, hash.finish())
      self.marks[index] = marks.intersection(.walrus)
    }

    private func mixGap(_ range: SourceRange, _ hash: inout NodeHash) {
      let bytes = reader.bytes(range)
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: "#") {
          while index < bytes.count, bytes[index] != 10, bytes[index] != 13 { index += 1 }
          continue
        }
        if byte > 32, byte != UInt8(ascii: "\\") {
          hash.mix(UInt64(byte == UInt8(ascii: "'") ? UInt8(ascii: "\"") : byte))
        }
        index += 1
      }
    }
  }
}
