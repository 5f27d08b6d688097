package import ModuleFacts
internal import SourceText

/// What changed in one module, as planning uses it.
package struct ModuleDiff {
  /// Statements whose functions correspond: their code can be swapped.
  package var matches: [(old: Int, new: Int)] = []
  /// New statements that must run because their text is new, with the old one they replace.
  package var runs: [(new: Int, old: Int?, edit: String)] = []
  /// Functions of the new source whose code does something else, with a phrase for the edit.
  package var functions: [(function: Int, edit: String)] = []
  /// Names whose docstring changed.
  package var documented: [String] = []
  /// Old statements that are gone.
  package var deleted: [Int] = []
  /// Names the module no longer binds.
  package var deletedNames: [String] = []
  package var changesDocstring = false
  /// One phrase for each edit, in source order.
  package var edits: [String] = []
  /// Functions inside bodies that have no counterpart: live closures of them keep old code.
  package var orphans: [Int] = []

  package init(old: FileFacts, new: FileFacts) {
    let alignment = StatementAlignment(old: old, new: new)
    for pair in alignment.pairs {
      switch pair {
      case .same(let oldIndex, let newIndex): matches.append((oldIndex, newIndex))
      case .code(let oldIndex, let newIndex): compareBodies(oldIndex, newIndex, old, new)
      case .changed(let oldIndex, let newIndex): compare(oldIndex, newIndex, old, new)
      case .inserted(let newIndex):
        insert(newIndex, new)
      case .deleted(let oldIndex):
        delete(oldIndex, old)
      }
    }
    let bound = Self.boundNames(new)
    deletedNames = Self.boundNames(old).subtracting(bound).sorted()
  }

  /// Names a module has when its import is done, apart from star imports.
  static func boundNames(_ facts: FileFacts) -> Set<String> {
    var names: Set<String> = []
    var deleted: Set<String> = []
    for statement in facts.statements where !statement.flags.contains(.neverRuns) {
      for name in facts.strings(statement.defines) {
        names.insert(name)
        deleted.remove(name)
      }
      for name in facts.strings(statement.deletes) { deleted.insert(name) }
    }
    return names.subtracting(deleted)
  }

  private mutating func insert(_ index: Int, _ facts: FileFacts) {
    let statement = facts.statements[index]
    if statement.kind == .docstring {
      changesDocstring = true
      edits.append("module docstring")
      return
    }
    if Self.isInert(statement) { return }
    let edit = "new \(Self.phrase(statement, facts))"
    runs.append((index, nil, edit))
    edits.append(edit)
  }

  private mutating func delete(_ index: Int, _ facts: FileFacts) {
    let statement = facts.statements[index]
    if statement.kind == .docstring {
      changesDocstring = true
      return
    }
    if Self.isInert(statement) { return }
    deleted.append(index)
    edits.append("removed \(Self.phrase(statement, facts))")
  }

  private mutating func compare(
    _ oldIndex: Int,
    _ newIndex: Int,
    _ old: FileFacts,
    _ new: FileFacts
  ) {
    let statement = new.statements[newIndex]
    if Self.isInert(statement), Self.isInert(old.statements[oldIndex]) {
      matches.append((oldIndex, newIndex))
      return
    }
    if statement.kind == .docstring {
      changesDocstring = true
      return
    }
    let edit = Self.phrase(statement, new)
    runs.append((newIndex, oldIndex, edit))
    edits.append(edit)
  }

  /// Statements that differ in function bodies only.
  private mutating func compareBodies(
    _ oldIndex: Int,
    _ newIndex: Int,
    _ old: FileFacts,
    _ new: FileFacts
  ) {
    let statement = new.statements[newIndex]
    if statement.kind == .docstring {
      changesDocstring = true
      edits.append("module docstring")
      return
    }
    if Self.isInert(statement) {
      matches.append((oldIndex, newIndex))
      return
    }
    let pairing = FunctionPairing(
      oldStatement: oldIndex,
      old: old,
      newStatement: newIndex,
      new: new
    )
    var mustRun = false
    for pair in pairing.pairs {
      let before = old.functions[pair.old]
      let after = new.functions[pair.new]
      let name = new.string(after.qualifiedName)
      let isNested = after.enclosingFunction != .max
      if before.docstring != after.docstring {
        if !after.decorators.isEmpty {
          mustRun = true
        } else if !isNested {
          documented.append(new.strings(statement.defines).first ?? name)
        }
        edits.append("docstring of \(name)")
      }
      let captures =
        old.strings(before.freeVariables) != new.strings(after.freeVariables)
      if captures || before.parametersDigest != after.parametersDigest
        || before.defaultsDigest != after.defaultsDigest && isNested
        || before.annotationsDigest != after.annotationsDigest && isNested
        || before.decoratorsDigest != after.decoratorsDigest && isNested
        || before.shell != after.shell
      {
        functions.append((pair.new, "body of \(name)"))
        if isNested, captures || before.defaultsDigest != after.defaultsDigest {
          // What the outer function made keeps its cells and defaults: making it again is the cure.
          functions.append((Int(after.enclosingFunction), "what \(name) captures"))
        }
        edits.append("body of \(name)")
      }
    }
    for index in pairing.removed { orphans.append(index) }
    if mustRun {
      runs.append((newIndex, oldIndex, Self.phrase(statement, new)))
    } else {
      matches.append((oldIndex, newIndex))
    }
  }

  /// Whether running the statement changes nothing anybody could see.
  private static func isInert(_ statement: StatementFacts) -> Bool {
    statement.flags.contains(.neverRuns) || statement.flags.contains(.mainGuard)
      || statement.kind == .pass || statement.kind == .global
  }

  static func phrase(_ statement: StatementFacts, _ facts: FileFacts) -> String {
    let names = facts.strings(statement.defines)
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", ..." : "")
    switch statement.kind {
    case .functionDef: return "function \(shown)"
    case .classDef: return "class \(shown)"
    case .import, .importFrom: return "import of \(shown.isEmpty ? "names" : shown)"
    // `a.b = c` binds no name.
    case .assign, .annAssign, .augAssign:
      return shown.isEmpty ? "statement at line \(statement.line)" : "value of \(shown)"
    case .typeAlias: return "type \(shown)"
    default:
      return shown.isEmpty
        ? "statement at line \(statement.line)" : "statement for \(shown) at line \(statement.line)"
    }
  }
}
