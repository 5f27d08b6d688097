internal import NativeFacts
internal import SourceText

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// One walk over a parsed unit.
///
/// It begins with what the source itself declares and follows references: of the headers only what
/// the source reaches is looked at. That is what a compiler makes code of, and it is quick, for most
/// of what headers declare is used by few of those that include them.
final class UnitVisit {
  let table: Libclang
  let unit: CXTranslationUnit
  var boundary: ProjectBoundary
  var facts = UnitFacts()

  let source: String
  private let outlined: Set<String>
  let files: VisitedFiles
  /// Symbols by libclang's pointer of the first declaration; -1: none.
  private var symbolOf: [UnsafeRawPointer: Int] = [:]
  private var waiting: [(symbol: Int, cursor: CXCursor)] = []
  var macros: [String: CXCursor] = [:]
  var expansions: [(file: VisitedFile, offset: Int, cursor: CXCursor)] = []
  private var seenUses: Set<UInt64> = []
  /// Places of diagnostics about initialisers, by `file:line:column`.
  var initialisers: [String: NativeSymbol.Traits] = [:]

  /// The symbol whose parts are being visited.
  var current = -1
  /// Expressions around the one at hand, outermost first.
  var around: [(node: UnsafeRawPointer?, kind: CXCursorKind, cursor: CXCursor)] = []
  /// The node whose first part is a function that is called.
  var callee: UnsafeRawPointer?
  var lambdas = 0
  /// Whether the symbol's text uses macros of the project.
  var hasExpansions = false
  let isCPlusPlus: Bool

  init(
    table: Libclang,
    unit: CXTranslationUnit,
    source: String,
    outlined: [String],
    boundary: ProjectBoundary
  ) {
    self.table = table
    self.unit = unit
    self.source = source
    self.outlined = Set(outlined)
    self.boundary = boundary
    files = VisitedFiles(table: table, unit: unit)
    isCPlusPlus = !source.hasSuffix(".c")
  }

  func run() -> UnitFacts {
    files.source = boundary.relative(source)
    files.outlined = outlined
    readDiagnostics()
    visit(table.getTranslationUnitCursor(unit)) { visit, cursor, _ in visit.top(cursor) }
    findExpansions()
    while let (symbol, cursor) = waiting.popLast() { describe(symbol, cursor) }
    addMacroUses()
    // Macros of macros.
    while let (symbol, cursor) = waiting.popLast() { describe(symbol, cursor) }
    addReads()
    addOutlines()
    return facts
  }

  // MARK: Walking

  typealias Step = (UnitVisit, CXCursor, CXCursor) -> CXChildVisitResult

  /// Visits what is in a cursor.
  func visit(_ cursor: CXCursor, _ step: @escaping Step) {
    var frame = Frame(visit: self, step: step)
    withUnsafeMutablePointer(to: &frame) { frame in
      _ = table.visitChildren(
        cursor,
        { cursor, parent, frame in
          guard let frame = frame?.assumingMemoryBound(to: Frame.self) else {
            return CXChildVisit_Break
          }
          return frame.pointee.step(frame.pointee.visit, cursor, parent)
        },
        frame
      )
    }
  }

  private struct Frame {
    let visit: UnitVisit
    let step: Step
  }

  /// What is directly in a cursor.
  func children(of cursor: CXCursor) -> [CXCursor] {
    var found: [CXCursor] = []
    visit(cursor) { _, child, _ in
      found.append(child)
      return CXChildVisit_Continue
    }
    return found
  }

  // MARK: The top level

  private func top(_ cursor: CXCursor) -> CXChildVisitResult {
    let kind = cursor.kind
    if kind == CXCursor_InclusionDirective {
      addInclude(cursor)
      return CXChildVisit_Continue
    }
    guard let (file, offset, _) = files.place(table.getCursorLocation(cursor), &boundary),
      file.isOwn
    else { return CXChildVisit_Continue }
    switch kind {
    case CXCursor_MacroDefinition:
      macros[text(table.getCursorSpelling(cursor))] = cursor
      if file.isOutlined { cut(cursor, file) }
    case CXCursor_MacroExpansion:
      expansions.append((file, offset, cursor))
    case CXCursor_Namespace, CXCursor_LinkageSpec, CXCursor_UnexposedDecl:
      return CXChildVisit_Recurse
    default:
      declaration(cursor, in: file)
    }
    return CXChildVisit_Continue
  }

  private func declaration(_ cursor: CXCursor, in file: VisitedFile) {
    guard let kind = symbolKind(of: cursor) else { return }
    // A tentative definition of C is none to libclang.
    let isDefinition =
      table.isCursorDefinition(cursor) != 0
      || (kind == .variable && table.Cursor_getStorageClass(cursor) != CX_SC_Extern)
    if file.isOutlined, isDefinition || kind == .template || kind == .alias { cut(cursor, file) }
    // Of headers, what is compiled whether it is used or not.
    let isEmitted =
      isDefinition
      && (kind == .variable
        || (kind == .function && table.Cursor_isFunctionInlined(cursor) == 0
          && table.getCursorLinkage(cursor) != CXLinkage_Internal))
    if file.isMain || isEmitted {
      _ = symbol(of: cursor)
    } else if isDefinition, kind == .function, let (own, range) = files.span(of: cursor, &boundary),
      own === file
    {
      file.functions.append(range)
    }
  }

  private func cut(_ cursor: CXCursor, _ file: VisitedFile) {
    guard let (own, range) = files.span(of: cursor, &boundary), own === file else { return }
    file.cuts.append(range)
  }

  // MARK: Symbols

  /// The position of what a cursor declares among the symbols; -1 if it isn't one.
  func symbol(of reference: CXCursor) -> Int {
    var cursor = reference
    if isCPlusPlus {
      let template = table.getSpecializedCursorTemplate(cursor)
      if isValid(template) { cursor = template }
    }
    let first = table.getCanonicalCursor(cursor)
    guard let node = first.data.0 else { return -1 }
    if let known = symbolOf[node] { return known }
    let made = makeSymbol(cursor)
    symbolOf[node] = made
    return made
  }

  private func makeSymbol(_ cursor: CXCursor) -> Int {
    guard let kind = symbolKind(of: cursor) else { return -1 }
    var definition = cursor
    if kind != .macro {
      let found = table.getCursorDefinition(cursor)
      if isValid(found) { definition = found }
    }
    guard let (file, _, line) = files.place(table.getCursorLocation(definition), &boundary) else {
      return -1
    }
    let position = facts.symbols.count
    let name = text(table.getCursorSpelling(cursor))
    guard file.isOwn else {
      guard cursor.kind == CXCursor_FunctionDecl || cursor.kind == CXCursor_VarDecl else {
        return -1
      }
      facts.symbols.append(
        NativeSymbol(
          key: "::" + name,
          name: name,
          kind: kind,
          linkage: .external,
          traits: .foreign,
          file: "",
          line: 0,
          type: "",
          content: .none
        )
      )
      return position
    }
    var made = NativeSymbol(
      key: "",
      name: name,
      kind: kind,
      linkage: .none,
      traits: file.isMain ? .own : [],
      file: file.path,
      line: line,
      type: "",
      content: .none
    )
    if kind == .macro {
      made.key = "macro \(file.path) \(name)"
    } else {
      switch table.getCursorLinkage(definition) {
      case CXLinkage_Internal: made.linkage = .internal
      case CXLinkage_UniqueExternal, CXLinkage_External: made.linkage = .external
      default: made.linkage = .none
      }
      made.key = Self.withoutOffsets(text(table.getCursorUSR(definition)))
      // libclang tells internal ones apart by the file's base name only.
      if made.linkage == .internal { made.key += " " + file.path }
    }
    facts.symbols.append(made)
    waiting.append((position, definition))
    return position
  }

  /// A USR without the offsets in the file that tell locals and unnamed types apart: they change with every
  /// edit above.
  private static func withoutOffsets(_ key: String) -> String {
    let bytes = key.utf8
    // Most have none, and splitting costs more than looking.
    var isAfterAt = false
    let mayHave = bytes.contains { byte in
      defer { isAfterAt = byte == UInt8(ascii: "@") }
      return isAfterAt && (48...57) ~= byte
    }
    if !mayHave { return key }
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    let kept = parts.filter { part in part.isEmpty || !part.allSatisfy { (48...57) ~= $0 } }
    return kept.map { String(Substring($0)) }.joined(separator: "@")
  }

  /// What kind of symbol a cursor is; `nil` if none.
  func symbolKind(of cursor: CXCursor) -> NativeSymbol.Kind? {
    switch cursor.kind {
    case CXCursor_FunctionDecl, CXCursor_CXXMethod, CXCursor_Constructor, CXCursor_Destructor,
      CXCursor_ConversionFunction:
      return .function
    case CXCursor_FunctionTemplate, CXCursor_ClassTemplate,
      CXCursor_ClassTemplatePartialSpecialization, CXCursor_TypeAliasTemplateDecl:
      return .template
    case CXCursor_VarDecl: return isGlobal(cursor) ? .variable : nil
    case CXCursor_StructDecl, CXCursor_ClassDecl, CXCursor_UnionDecl: return .record
    case CXCursor_EnumDecl: return .enumeration
    case CXCursor_EnumConstantDecl: return .enumerator
    case CXCursor_TypedefDecl, CXCursor_TypeAliasDecl: return .alias
    case CXCursor_MacroDefinition: return .macro
    default: return nil
    }
  }

  private func isGlobal(_ cursor: CXCursor) -> Bool {
    if let ask = table.Cursor_hasVarDeclGlobalStorage { return ask(cursor) == 1 }
    return table.getCursorLinkage(cursor) != CXLinkage_NoLinkage
      || table.Cursor_getStorageClass(cursor) == CX_SC_Static
  }

  func isValid(_ cursor: CXCursor) -> Bool {
    let kind = cursor.kind.rawValue
    return kind < CXCursor_FirstInvalid.rawValue || kind > CXCursor_LastInvalid.rawValue
  }

  // MARK: Uses

  func use(_ to: Int, _ kind: NativeUse.Kind) { use(from: current, to: to, kind) }

  func use(from: Int, to: Int, _ kind: NativeUse.Kind) {
    guard to >= 0, to != from else { return }
    if seenUses.insert(Self.packed(from, to, kind)).inserted {
      facts.uses.append(NativeUse(from: from, to: to, kind: kind))
    }
  }

  private static func packed(_ from: Int, _ to: Int, _ kind: NativeUse.Kind) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: from + 1)) << 32
      | UInt64(UInt32(truncatingIfNeeded: to)) << 4 | UInt64(kind.rawValue)
  }

  /// Whether it is known that the symbol at hand uses another so.
  func isUsed(_ to: Int, _ kind: NativeUse.Kind) -> Bool {
    seenUses.contains(Self.packed(current, to, kind))
  }

  // MARK: Description

  private func describe(_ symbol: Int, _ cursor: CXCursor) {
    let span = files.span(of: cursor, &boundary)
    let bytes = span.flatMap { $0.file.bytes($0.range) }
    if let span { span.file.extents.append((span.range, symbol)) }
    if let bytes { facts.symbols[symbol].content = SourceDigest.digest(bytes) }
    let kind = facts.symbols[symbol].kind
    if kind == .macro {
      if let bytes { addMacro(symbol, cursor, bytes) }
      return
    }
    var traits: NativeSymbol.Traits = []
    if table.isCursorDefinition(cursor) != 0 { traits.insert(.definition) }
    if table.getCursorVisibility(cursor) == CXVisibility_Hidden { traits.insert(.hidden) }
    current = symbol
    hasExpansions = span.map { $0.file.hasExpansion(in: $0.range) } ?? false
    around.removeAll(keepingCapacity: true)
    callee = nil
    lambdas = 0
    switch kind {
    case .function:
      if table.Cursor_isFunctionInlined(cursor) != 0 { traits.insert(.inline) }
      if isCPlusPlus, cursor.kind != CXCursor_FunctionDecl {
        if table.CXXMethod_isVirtual(cursor) != 0 { traits.insert(.virtual) }
        if table.CXXMethod_isPureVirtual(cursor) != 0 { traits.insert(.pure) }
      }
      if traits.contains(.definition), let bytes, FunctionText.mayLast(bytes) {
        traits.insert(.lasting)
      }
      facts.symbols[symbol].type = type(of: cursor)
      facts.symbols[symbol].traits.formUnion(traits)
      if let fact = initialiserName(facts.symbols[symbol]) { addPython(fact, at: cursor) }
      visit(cursor) { visit, cursor, parent in visit.body(cursor, parent) }
    case .variable:
      traits.formUnion(variableTraits(cursor))
      // A tentative definition of C is one, unless another follows.
      if table.Cursor_getStorageClass(cursor) != CX_SC_Extern { traits.insert(.definition) }
      facts.symbols[symbol].type = type(of: cursor)
      facts.symbols[symbol].traits.formUnion(traits)
      describePython(cursor, facts.symbols[symbol])
      // A cursor for each number of a table costs as much as parsing it.
      let isTable = bytes.map { Self.isNumbers($0) } ?? false
      visit(cursor) { visit, cursor, parent in
        isTable && cursor.kind == CXCursor_InitListExpr
          ? CXChildVisit_Continue : visit.body(cursor, parent)
      }
    case .record:
      facts.symbols[symbol].traits.formUnion(traits)
      if traits.contains(.definition) { describeRecord(symbol, cursor, span) }
    case .enumeration:
      facts.symbols[symbol].traits.formUnion(traits)
      visit(cursor) { visit, cursor, parent in visit.body(cursor, parent) }
    case .enumerator:
      facts.symbols[symbol].traits.formUnion(traits)
      let value = table.getEnumConstantDeclValue(cursor)
      facts.symbols[symbol].value = Int64(value)
      // Its value counts, not how it is written.
      facts.symbols[symbol].content = ContentDigest(high: UInt64(bitPattern: Int64(value)), low: 1)
    case .alias, .template, .macro, .lambda:
      facts.symbols[symbol].traits.formUnion(traits)
      if kind == .alias { facts.symbols[symbol].type = type(of: cursor) }
      visit(cursor) { visit, cursor, parent in visit.body(cursor, parent) }
    }
  }

  /// Whether a large initial value names nothing: it is made of numbers and brackets.
  private static func isNumbers(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 2048, let start = text.firstIndex(of: UInt8(ascii: "=")) else {
      return false
    }
    var before = UInt8(ascii: "=")
    for byte in text[start...] {
      let isName = SourceStripper.isWord(byte) && !((48...57) ~= byte)
      // Letters within numbers follow a digit or another such letter.
      if isName || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#") {
        if !SourceStripper.isWord(before) { return false }
      }
      before = byte
    }
    return true
  }

  private func variableTraits(_ cursor: CXCursor) -> NativeSymbol.Traits {
    var traits: NativeSymbol.Traits = []
    if table.getCursorTLSKind(cursor) != CXTLS_None { traits.insert(.threadLocal) }
    let spelled = table.getCursorType(cursor)
    if table.isConstQualifiedType(table.getCanonicalType(spelled)) != 0 { traits.insert(.constant) }
    let parent = table.getCursorSemanticParent(cursor)
    if symbolKind(of: parent) == .function || parent.kind == CXCursor_FunctionTemplate {
      traits.insert(.localStatic)
      let isShared =
        parent.kind == CXCursor_FunctionTemplate || table.Cursor_isFunctionInlined(parent) != 0
      if isCPlusPlus, isShared { traits.insert(.unique) }
    }
    if let place = placeKey(table.getCursorLocation(cursor)), let found = initialisers[place] {
      traits.formUnion(found)
    }
    return traits
  }

  private func describeRecord(
    _ symbol: Int,
    _ cursor: CXCursor,
    _ span: (file: VisitedFile, range: Range<Int>)?
  ) {
    let spelled = table.getCursorType(cursor)
    var layout = RecordLayout(
      symbol: symbol,
      size: Int64(table.Type_getSizeOf(spelled)),
      alignment: Int64(table.Type_getAlignOf(spelled))
    )
    var cuts: [Range<Int>] = []
    for part in children(of: cursor) {
      switch part.kind {
      case CXCursor_FieldDecl:
        let isBitField = table.Cursor_isBitField(part) != 0
        layout.fields.append(
          RecordLayout.Field(
            name: text(table.getCursorSpelling(part)),
            type: type(of: part),
            offsetBits: Int64(table.Cursor_getOffsetOfField(part)),
            widthBits: isBitField ? Int(table.getFieldDeclBitWidth(part)) : nil
          )
        )
        visit(part) { visit, cursor, parent in visit.body(cursor, parent) }
      case CXCursor_CXXBaseSpecifier:
        let word = table.isVirtualBase(part) != 0 ? "virtual " : ""
        layout.bases.append(word + type(of: part))
        visit(part) { visit, cursor, parent in visit.body(cursor, parent) }
      case CXCursor_CXXMethod, CXCursor_Destructor, CXCursor_Constructor,
        CXCursor_ConversionFunction, CXCursor_FunctionTemplate:
        // A function is a symbol of its own.
        if let own = files.span(of: part, &boundary) { cuts.append(own.range) }
        if part.kind != CXCursor_FunctionTemplate, table.CXXMethod_isVirtual(part) != 0 {
          let isPure = table.CXXMethod_isPureVirtual(part) != 0
          layout.virtuals.append(text(table.getCursorDisplayName(part)) + (isPure ? " = 0" : ""))
          use(self.symbol(of: part), .address)
        }
      default:
        break
      }
    }
    if let span, !cuts.isEmpty, let bytes = span.file.bytes(span.range) {
      let start = span.range.lowerBound
      let inner = cuts.compactMap { cut in
        cut.lowerBound >= start && cut.upperBound <= span.range.upperBound
          ? cut.lowerBound - start..<cut.upperBound - start : nil
      }
      let sorted = inner.sorted { $0.lowerBound < $1.lowerBound }
      facts.symbols[symbol].content = SourceDigest.digest(bytes, without: sorted)
    }
    facts.symbols[symbol].type = spelling(spelled)
    if layout.size >= 0 { facts.layouts.append(layout) }
  }

  // MARK: Files

  private func addInclude(_ cursor: CXCursor) {
    var at: CXFile?
    var line: UInt32 = 0
    var column: UInt32 = 0
    table.getSpellingLocation(table.getCursorLocation(cursor), &at, &line, &column, nil)
    // An include that leads nowhere is among the diagnostics.
    guard let file = files.file(at, &boundary), file.isOwn,
      let target = table.getIncludedFile(cursor)
    else { return }
    let found = files.file(target, &boundary)
    facts.includes.append(
      IncludeFacts.Include(
        file: file.path,
        line: Int(line),
        column: Int(column),
        spelling: text(table.getCursorSpelling(cursor)),
        target: found.flatMap { $0.isOwn ? $0.path : nil }
      )
    )
  }

  private func addReads() {
    var seen: Set<String> = []
    for handle in files.inclusions() {
      guard let file = files.file(handle, &boundary), seen.insert(file.path).inserted else {
        continue
      }
      facts.reads.append(
        UnitFacts.ReadFile(path: file.path, digest: file.digest, isOwn: file.isOwn)
      )
    }
  }

  private func addOutlines() {
    for file in files.known where file.isOutlined {
      guard let bytes = file.bytes else { continue }
      let cuts = file.cuts.sorted {
        ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
      }
      facts.outlines.append(
        UnitFacts.Outline(
          file: file.path,
          rest: SourceDigest.digest(bytes, without: cuts)
        )
      )
      if file.isMain, isCPlusPlus { facts.moduleLines = ModuleScan.lines(of: bytes) }
    }
    facts.outlines.sort { $0.file < $1.file }
  }

  // MARK: Texts

  func text(_ string: CXString) -> String {
    defer { table.disposeString(string) }
    return table.getCString(string).map { String(cString: $0) } ?? ""
  }

  func line(of cursor: CXCursor) -> (file: String, line: Int) {
    let found = files.place(table.getCursorLocation(cursor), &boundary)
    return (found?.file.path ?? "", found?.line ?? 0)
  }

  func source(of cursor: CXCursor) -> UnsafeBufferPointer<UInt8>? {
    files.span(of: cursor, &boundary).flatMap { $0.file.bytes($0.range) }
  }

  func type(of cursor: CXCursor) -> String { spelling(table.getCursorType(cursor)) }

  /// A type without aliases, and without the places by which libclang names unnamed ones.
  private func spelling(_ type: CXType) -> String {
    var spelled = text(table.getTypeSpelling(table.getCanonicalType(type)))
    // A promise of the callee's, which changes nothing for callers.
    let promise = "__attribute__((noescape)) "
    if spelled.utf8.contains(UInt8(ascii: "_")), spelled.contains(promise) {
      spelled = spelled.replacing(promise, with: "")
    }
    // Unnamed types are rare, and searching texts costs more than looking at bytes.
    let bytes = spelled.utf8
    guard let close = bytes.lastIndex(of: UInt8(ascii: ")")), bytes.contains(UInt8(ascii: "/")),
      let start = spelled.firstRange(of: " at "),
      let open = spelled[..<start.lowerBound].lastIndex(of: "("), open < close
    else { return spelled }
    return String(spelled[..<open]) + "(unnamed)" + String(spelled[spelled.index(after: close)...])
  }
}

extension ContentDigest {
  /// Stands for no content.
  static let none = ContentDigest(high: 0, low: 0)
}
#endif
