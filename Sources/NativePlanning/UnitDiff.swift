internal import NativeFacts
internal import SourceText

/// What an edit does to one unit: its facts before and after.
struct UnitDiff {
  /// Whether the unit has to be compiled again.
  private(set) var isChanged = false
  private(set) var edits: Set<NativeEdit> = []

  private let old: UnitFacts
  private let new: UnitFacts
  private let source: String
  private let before: [String: Entry]
  private let after: [String: Entry]

  /// A symbol, with all that goes by its key.
  private struct Entry {
    var symbol: NativeSymbol
    var content: ContentDigest
  }

  /// - Parameters:
  ///   - source: The unit's source.
  ///   - old: Its facts before.
  ///   - new: Its facts now.
  ///   - openHeaders: Headers whose text changed anywhere, for units that can't tell what they reach.
  ///   - changedOutlines: Headers that changed outside their declarations.
  init(
    source: String,
    old: UnitFacts,
    new: UnitFacts,
    openHeaders: Set<String>,
    changedOutlines: Set<String>
  ) {
    self.source = source
    self.old = old
    self.new = new
    before = Self.table(of: old)
    after = Self.table(of: new)
    for key in Set(before.keys).union(after.keys).sorted() { compare(key) }
    compareLayouts()
    compareOutlines(openHeaders: openHeaders, changedOutlines: changedOutlines)
    if Set(old.moduleLines) != Set(new.moduleLines) { isChanged = true }
    if !edits.isEmpty { isChanged = true }
  }

  private static func table(of facts: UnitFacts) -> [String: Entry] {
    var table: [String: Entry] = [:]
    for symbol in facts.symbols where !symbol.traits.contains(.foreign) {
      if let known = table[symbol.key] {
        // Two locals of one name, unnamed types, or a macro that is defined twice: in any order.
        table[symbol.key]?.content = ContentDigest(
          high: known.content.high &+ symbol.content.high,
          low: known.content.low &+ symbol.content.low
        )
      } else {
        table[symbol.key] = Entry(symbol: symbol, content: symbol.content)
      }
    }
    return table
  }

  // MARK: Symbols

  private mutating func compare(_ key: String) {
    switch (before[key], after[key]) {
    case (let old?, let new?): compare(old, new)
    case (nil, let new?): addAdded(new.symbol)
    case (let old?, nil): addRemoved(old.symbol)
    case (nil, nil): break
    }
  }

  private mutating func compare(_ old: Entry, _ new: Entry) {
    let symbol = new.symbol
    let traits: NativeSymbol.Traits = [
      .dynamicInitialiser, .exitDestructor, .constructor, .destructor,
    ]
    if old.symbol.traits.intersection(traits) != symbol.traits.intersection(traits) {
      add(.loadTime, symbol, "what runs at load or exit for \(symbol.name)")
    }
    if old.symbol.traits.contains(.threadLocal) != symbol.traits.contains(.threadLocal) {
      add(.threadLocal, symbol, "thread-local \(symbol.name)")
    }
    if old.symbol.traits.contains(.definition), !symbol.traits.contains(.definition),
      old.symbol.isExported
    {
      add(.removedSymbol, old.symbol, "removed \(old.symbol.name)")
    }
    if symbol.kind == .function || symbol.kind == .variable, old.symbol.type != symbol.type {
      let what = symbol.kind == .function ? "signature" : "type"
      return add(
        symbol.kind == .function ? .signature : .layout,
        symbol,
        "\(what) of \(symbol.name): \(old.symbol.type) to \(symbol.type)"
      )
    }
    if old.content == new.content { return }
    let isHeader = symbol.file != source
    switch symbol.kind {
    case .function:
      if !symbol.traits.contains(.definition), !old.symbol.traits.contains(.definition) {
        add(.embedded, symbol, "declaration of \(symbol.name)")
      } else if isHeader {
        add(.embedded, symbol, "body of \(symbol.name)")
      } else if symbol.traits.contains(.virtual) {
        add(.overrideBody, symbol, "body of \(symbol.name)")
      } else {
        let isLocal = symbol.linkage == .internal
        add(isLocal ? .localBody : .exportedBody, symbol, "body of \(symbol.name)")
      }
    case .variable:
      let isConstant = symbol.traits.contains(.constant)
      let editClass: NativeEdit.Class =
        !isConstant ? .initialValue : isHeader ? .embedded : .localBody
      add(editClass, symbol, "value of \(symbol.name)")
    case .lambda:
      // The function around it has the body.
      if old.symbol.type != symbol.type { add(.captures, symbol, "captures of \(symbol.name)") }
    case .enumerator, .macro, .alias, .template, .enumeration:
      let word =
        switch symbol.kind {
        case .enumerator: "value of"
        case .macro: "macro"
        case .template: "template"
        default: "type"
        }
      // An enumeration's values are symbols themselves.
      if symbol.kind == .enumeration { return isChanged = true }
      add(isHeader ? .embedded : .localBody, symbol, "\(word) \(symbol.name)")
    case .record:
      // Layout and virtual functions are compared by themselves.
      isChanged = true
    }
  }

  private mutating func addAdded(_ symbol: NativeSymbol) {
    isChanged = true
    guard symbol.isEmitted, symbol.traits.contains(.own) else { return }
    if symbol.traits.contains(.threadLocal) {
      add(.threadLocal, symbol, "new thread-local \(symbol.name)")
    } else if !symbol.traits.isDisjoint(with: [.dynamicInitialiser, .constructor, .destructor]) {
      add(.loadTime, symbol, "new \(symbol.name) runs at load or exit")
    } else if symbol.kind == .variable, !symbol.traits.contains(.constant) {
      add(.initialValue, symbol, "new variable \(symbol.name)")
    } else {
      let isLocal = symbol.linkage != .external
      add(isLocal ? .localBody : .exportedBody, symbol, "new \(symbol.name)")
    }
  }

  private mutating func addRemoved(_ symbol: NativeSymbol) {
    isChanged = true
    guard symbol.isEmitted, symbol.traits.contains(.own) else { return }
    if symbol.isExported {
      add(.removedSymbol, symbol, "removed \(symbol.name)")
    } else if !symbol.traits.isDisjoint(with: [.dynamicInitialiser, .constructor, .destructor]) {
      add(.loadTime, symbol, "removed \(symbol.name), which ran at load or exit")
    } else {
      add(.localBody, symbol, "removed \(symbol.name)")
    }
  }

  private mutating func add(
    _ editClass: NativeEdit.Class,
    _ symbol: NativeSymbol,
    _ phrase: String
  ) {
    edits.insert(
      NativeEdit(
        editClass: editClass,
        file: symbol.file,
        line: symbol.line,
        name: symbol.name,
        phrase: phrase,
        key: symbol.key
      )
    )
  }

  // MARK: Layouts

  private mutating func compareLayouts() {
    // Unnamed types of one scope share a key: what is alike on both sides is left out first.
    var newLayouts = Dictionary(grouping: new.layouts) { new.symbols[$0.symbol].key }
    var rest: [RecordLayout] = []
    for layout in old.layouts {
      let key = old.symbols[layout.symbol].key
      if let same = newLayouts[key]?.firstIndex(where: { Self.isSame(layout, $0) }) {
        newLayouts[key]?.remove(at: same)
      } else {
        rest.append(layout)
      }
    }
    for layout in rest {
      let symbol = old.symbols[layout.symbol]
      guard let other = newLayouts[symbol.key]?.popLast() else { continue }
      let now = new.symbols[other.symbol]
      let name = symbol.name.isEmpty ? symbol.type : symbol.name
      if layout.virtuals != other.virtuals {
        add(.virtualTable, now, "virtual functions of \(name)")
      }
      if !layout.isLaidOut(as: other) { add(.layout, now, Self.phrase(name, layout, other)) }
    }
  }

  private static func isSame(_ left: RecordLayout, _ right: RecordLayout) -> Bool {
    left.isLaidOut(as: right) && left.virtuals == right.virtuals
  }

  private static func phrase(
    _ name: String,
    _ old: RecordLayout,
    _ new: RecordLayout
  ) -> String {
    if old.size != new.size { return "layout of \(name): \(old.size) to \(new.size) bytes" }
    let moved = zip(old.fields, new.fields).first { $0 != $1 }
    return "layout of \(name)" + (moved.map { " at \($0.1.name)" } ?? "")
  }

  // MARK: The rest

  private mutating func compareOutlines(
    openHeaders: Set<String>,
    changedOutlines: Set<String>
  ) {
    let own = Set(new.reads.filter(\.isOwn).map(\.path))
    for file in changedOutlines.intersection(own).sorted() { addOutline(file) }
    if new.isOpen || old.isOpen {
      for file in openHeaders.intersection(own).sorted() where !hasEdit(in: file) {
        addOutline(file)
      }
    }
    let oldMain = old.outlines.first { $0.file == source }
    let newMain = new.outlines.first { $0.file == source }
    if let oldMain, let newMain, oldMain.rest != newMain.rest { addOutline(source) }
  }

  private func hasEdit(in file: String) -> Bool { edits.contains { $0.file == file } }

  private mutating func addOutline(_ file: String) {
    edits.insert(
      NativeEdit(
        editClass: file == source ? .localBody : .embedded,
        file: file,
        line: 0,
        name: "",
        phrase: "directives and other code outside declarations",
        key: ""
      )
    )
  }
}
