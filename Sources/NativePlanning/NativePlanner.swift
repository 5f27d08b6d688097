internal import ModuleFacts
internal import NativeFacts
package import ReloadPlanning

/// Makes the plan for edits of C and C++: what is rebuilt by which commands, what can be swapped, and why
/// anything else needs a fresh process.
package struct NativePlanner {
  let request: NativePlanRequest
  let program: NativeProgram
  /// Edits by changed unit.
  private(set) var edits: [Int: Set<NativeEdit>] = [:]
  /// Units that have to be compiled again, and changed ones that are gone.
  private(set) var recompiled: Set<Int> = []
  private(set) var removedSources: Set<String> = []
  var findings: [Finding] = []
  private var steps: [PlanStep] = []

  package static func plan(_ request: NativePlanRequest) -> ReloadPlan {
    var planner = NativePlanner(request: request, program: request.program)
    return planner.make()
  }

  private init(request: NativePlanRequest, program: NativeProgram) {
    self.request = request
    self.program = program
  }

  private mutating func make() -> ReloadPlan {
    for (index, unit) in request.units.enumerated() { compare(index, unit) }
    nameWrappers()
    let reached = program.build.products.indices.filter { isAffected($0) }
    let affected = reached.filter {
      request.loaded?.contains(program.build.products[$0].path) ?? true
    }
    addRebuilds(affected)
    let swapped = swapSet(affected)
    for index in affected { judge(index, swapped: swapped) }
    judgeUnbuilt(reached)
    judgeUnnamed()
    let blockers = findings.contains { $0.severity == .blocker }
    if !blockers { addSwaps(swapped) }
    let verdict: Verdict =
      blockers ? .restart : !swapped.isEmpty || !steps.isEmpty ? .reload : .nothing
    return ReloadPlan(
      verdict: verdict,
      changes: changes(),
      steps: steps,
      findings: findings.sorted { $0.order < $1.order }
    )
  }

  // MARK: Edits

  private mutating func compare(_ index: Int, _ unit: NativePlanRequest.ChangedUnit) {
    guard let new = unit.new else {
      removedSources.insert(unit.source)
      if let position = unit.position {
        recompiled.insert(position)
        // What it becomes needs a restart then, whatever the edit is.
        if request.isGuess { return }
        findings.append(
          Finding(
            rule: "PE32",
            severity: .blocker,
            message: "\(unit.source) can't be parsed, so what its edit does is not known",
            module: unit.source,
            path: unit.source,
            help: "see `reload-plan graph` for the parser's message"
          )
        )
      } else if let old = unit.old {
        edits[index] =
          UnitDiff(
            source: unit.source,
            old: old,
            new: UnitFacts(),
            openHeaders: [],
            changedOutlines: []
          ).edits
      }
      return
    }
    var found: Set<NativeEdit> = []
    if let old = unit.old {
      let diff = UnitDiff(
        source: unit.source,
        old: old,
        new: new,
        openHeaders: request.changedHeaders,
        changedOutlines: request.changedOutlines
      )
      found = diff.edits
      if diff.isChanged, let position = unit.position { recompiled.insert(position) }
    } else if let position = unit.position {
      recompiled.insert(position)
    }
    if unit.hasOtherFlags {
      found.insert(
        NativeEdit(
          editClass: .flags,
          file: unit.source,
          line: 0,
          name: unit.source,
          phrase: "flags of \(unit.source)",
          key: ""
        )
      )
      if let position = unit.position { recompiled.insert(position) }
    }
    edits[index] = found
  }

  /// Whether a product has to be made again.
  private func isAffected(_ index: Int) -> Bool {
    let product = program.build.products[index]
    return program.units(of: product).contains { recompiled.contains($0) }
      || product.units.contains { removedSources.contains(program.build.units[$0].source) }
      || request.units.contains { isPart($0, of: product) }
  }

  /// Whether a source that is gone was part of a product: that isn't known, so it may have been of any.
  private func isPart(
    _ unit: NativePlanRequest.ChangedUnit,
    of product: NativeBuild.Product
  ) -> Bool {
    unit.new == nil && unit.position == nil && product.kind != .archive
      && !program.build.units.contains { $0.source == unit.source }
  }

  /// The edits that reach a product, sorted.
  func edits(of product: NativeBuild.Product) -> [NativeEdit] {
    let sources = Set(product.units.map { program.build.units[$0].source })
    var found: Set<NativeEdit> = []
    for (index, unit) in request.units.enumerated()
    where sources.contains(unit.source) || isPart(unit, of: product) {
      found.formUnion(edits[index] ?? [])
    }
    return found.sorted()
  }

  /// Says of edited macros which functions they stand for, and of edited functions through which macros they
  /// are called: their callers don't name them.
  private mutating func nameWrappers() {
    let wrappers = MacroWrappers(
      of: program.units.map(\.facts) + request.units.compactMap(\.old)
    )
    // Order-free: each entry is changed by itself.
    for index in edits.keys {
      edits[index] = Set((edits[index] ?? []).map { wrappers.naming($0) })
    }
  }

  // MARK: Rebuilding

  private mutating func addRebuilds(_ affected: [Int]) {
    var compiled: Set<Int> = []
    for index in inBuildOrder(affected) {
      let product = program.build.products[index]
      // A guessed library has no command.
      guard program.build.actions[product.action].isKnown else { continue }
      var commands: [BuildCommand] = []
      for unit in product.units {
        let entry = program.build.units[unit]
        let isChanged = (program.unitsOfSource[entry.source] ?? []).contains {
          recompiled.contains($0)
        }
        guard isChanged, let action = entry.action, compiled.insert(action).inserted else {
          continue
        }
        commands.append(BuildCommand(program.build.actions[action]))
      }
      commands.append(BuildCommand(program.build.actions[product.action]))
      let names = edits(of: product).map(\.phrase)
      let more = names.count > 3 ? " and \(names.count - 3) more" : ""
      addStep(
        .rebuild(
          Rebuild(
            output: product.path,
            commands: commands,
            files: editedFiles(of: product)
          )
        ),
        of: product,
        because: names.isEmpty
          ? "a source it is made of changed" : names.prefix(3).joined(separator: ", ") + more,
        after: product.archives.filter { affected.contains($0) }
      )
    }
  }

  /// The files whose edits reach a product, sorted.
  private func editedFiles(of product: NativeBuild.Product) -> [String] {
    let found = Set(edits(of: product).map(\.file))
    if !found.isEmpty { return found.sorted() }
    let read = program.units(of: product).filter { recompiled.contains($0) }.flatMap {
      program.units[$0].facts.reads.map(\.path)
    }
    return Set(read).intersection(request.changedFiles).sorted()
  }

  /// Archives before what holds them, libraries before what is linked to them.
  private func inBuildOrder(_ affected: [Int]) -> [Int] {
    var done: Set<Int> = []
    var order: [Int] = []
    func add(_ index: Int) {
      guard done.insert(index).inserted else { return }
      let product = program.build.products[index]
      for other in product.archives + product.libraries { add(other) }
      if affected.contains(index) { order.append(index) }
    }
    for index in affected { add(index) }
    return order
  }

  private var stepOfProduct: [Int: Int] {
    var table: [Int: Int] = [:]
    for step in steps {
      guard case .rebuild(let rebuild) = step.action else { continue }
      if let index = program.build.products.firstIndex(where: { $0.path == rebuild.output }) {
        table[index] = step.id
      }
    }
    return table
  }

  private mutating func addStep(
    _ action: PlanStep.Action,
    of product: NativeBuild.Product,
    because: String,
    after products: [Int]
  ) {
    let known = stepOfProduct
    steps.append(
      PlanStep(
        id: steps.count + 1,
        action: action,
        module: program.moduleName(of: product),
        because: because,
        after: products.compactMap { known[$0] }.sorted()
      )
    )
  }

  // MARK: Swapping

  /// The plug-ins that are loaded anew: the affected ones and those that need them.
  private func swapSet(_ affected: [Int]) -> [Int] {
    let products = program.build.products
    let plugins = products.indices.filter { program.isPlugin(products[$0]) }
    var set = Set(affected).intersection(plugins)
    var grows = true
    while grows {
      grows = false
      for plugin in plugins where !set.contains(plugin) {
        if needs(of: plugin).contains(where: { set.contains($0) }) {
          set.insert(plugin)
          grows = true
        }
      }
    }
    return inBuildOrderAll(set)
  }

  /// What a plug-in is linked to.
  ///
  /// What it asks the host for is the host's to know: that opens it anew.
  private func needs(of plugin: Int) -> [Int] { program.build.products[plugin].libraries }

  private func inBuildOrderAll(_ set: Set<Int>) -> [Int] {
    var done: Set<Int> = []
    var order: [Int] = []
    func add(_ index: Int) {
      guard done.insert(index).inserted else { return }
      for other in needs(of: index).sorted() { add(other) }
      if set.contains(index) { order.append(index) }
    }
    for index in set.sorted() { add(index) }
    return order
  }

  private mutating func addSwaps(_ swapped: [Int]) {
    var earlier: [Int] = []
    for index in swapped {
      let product = program.build.products[index]
      let rebuilt = stepOfProduct[index]
      let swaps = earlier.isEmpty ? [] : [steps.count]
      steps.append(
        PlanStep(
          id: steps.count + 1,
          action: .swapLibrary(path: product.path),
          module: program.moduleName(of: product),
          because: rebuilt == nil
            ? "it uses a library that is loaded anew" : "its code changed",
          after: (rebuilt.map { [$0] } ?? []) + swaps
        )
      )
      earlier.append(index)
    }
  }

  // MARK: Changes

  /// The phrase for edits of comments and layout, and of what no unit reaches.
  package static let nothingCompiled = "nothing that is compiled"

  /// What is said of a changed file in which no edit was found.
  private func emptyPhrase(_ file: String) -> String {
    if NativePlanRequest.isTranslated(file) { return "source of Cython" }
    if request.isByTime { return "saved after the process began" }
    if request.isGuess { return "it may be compiled" }
    return request.strayFiles.contains(file)
      ? "nothing compiled reads it" : Self.nothingCompiled
  }

  /// One entry for each changed file, with its edits and their classes.
  private func changes() -> [ModuleChange] {
    var byFile: [String: Set<NativeEdit>] = [:]
    for (_, found) in edits.sorted(by: { $0.key < $1.key }) {
      for edit in found.sorted() { byFile[edit.file, default: []].insert(edit) }
    }
    var files = Set(byFile.keys.filter { !$0.isEmpty })
    files.formUnion(request.changedFiles)
    return files.sorted().map { file in
      let isNew =
        !request.isByTime && request.units.contains { $0.source == file && $0.old == nil }
      let isGone = request.units.contains { $0.source == file && $0.position == nil }
      var phrases: [String] = []
      for edit in (byFile[file] ?? []).sorted() {
        let phrase = "\(edit.phrase) (\(edit.editClass.code))"
        if !phrases.contains(phrase) { phrases.append(phrase) }
      }
      if phrases.isEmpty, !isNew, !isGone {
        phrases = [emptyPhrase(file)]
      }
      return ModuleChange(
        module: file,
        path: file,
        kind: isGone ? .deleted : isNew ? .added : .edited,
        edits: phrases
      )
    }
  }
}

extension BuildCommand {
  init(_ action: BuildAction) {
    self.init(
      folder: BuildPath.absolute(action.folder, in: "/"),
      arguments: action.arguments
    )
  }
}

extension Finding {
  /// Blockers first, then by place.
  fileprivate var order: (Int, String, Int, String, String) {
    (-Int(severity.rawValue), path, line, rule, message)
  }
}
