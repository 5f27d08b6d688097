import ClangIndexing
import ELFImage
import Foundation
import HostIO
import NativeFacts

// What the checks under scripts/ compare with other tools: facts, one JSON object per line.

func line(_ object: [String: Any]) {
  guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
  else { return }
  print(String(decoding: data, as: UTF8.self))
}

func elf(_ paths: [String]) {
  for path in paths {
    do {
      let image = try ELFImage(try FileBytes.contents(of: path))
      line([
        "path": path, "soname": image.soname, "needed": image.needed, "runPath": image.runPath,
        "nodelete": image.isNeverDeleted, "now": image.bindsNow, "symbolic": image.isSymbolic,
        "staticTLS": image.hasStaticTLS, "tls": image.tlsSize, "init": image.initialisers,
        "fini": image.finalisers, "unique": image.uniqueSymbols.sorted(),
        "textrel": image.hasTextRelocations, "exports": image.exports, "imports": image.imports,
      ])
    } catch {
      line(["path": path, "error": "\(error)"])
    }
  }
}

func facts(_ program: String, _ project: String, _ path: String?) async throws {
  let root = FileStatus.absolutePath(of: project) ?? project
  let database = try CompilationDatabase(
    contentsOf: path ?? root + "/" + CompilationDatabase.fileName
  )
  let indexer = NativeIndexer(program: program, root: root, files: [], cache: nil)
  let outcomes = try await indexer.index(database.units.map { UnitRequest(unit: $0) }, jobs: 2)
  for (unit, outcome) in zip(database.units, outcomes) {
    guard case .indexed(let facts) = outcome else {
      line(["unit": unit.file, "error": "\(outcome)"])
      continue
    }
    let layouts = facts.layouts.map { layout -> [String: Any] in
      [
        "name": facts.symbols[layout.symbol].type, "size": layout.size, "align": layout.alignment,
        "fields": layout.fields.map { ["\($0.name)", "\($0.offsetBits)"] },
      ]
    }
    let symbols = facts.symbols.map { symbol -> [String: Any] in
      [
        "name": symbol.name, "kind": "\(symbol.kind)", "linkage": "\(symbol.linkage)",
        "traits": symbol.traits.rawValue, "file": symbol.file, "line": symbol.line,
        "type": symbol.type, "key": symbol.key,
      ]
    }
    line([
      "unit": unit.file, "layouts": layouts, "symbols": symbols,
      "python": facts.python.map { ["\($0.kind)", $0.name, $0.detail] },
      "uses": facts.uses.map { use -> [String] in
        let from = use.from < 0 ? "" : facts.symbols[use.from].name
        return [from, "\(use.kind)", facts.symbols[use.to].name]
      },
      "escapes": facts.escapes.map {
        [facts.symbols[$0.function].name, "\($0.way)", $0.target]
      },
      "problems": facts.problems.map { "\($0.file):\($0.line): \($0.message)" },
      "modules": facts.moduleLines, "open": facts.isOpen,
    ])
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "elf": elf(Array(arguments.dropFirst()))
case "facts" where arguments.count == 3 || arguments.count == 4:
  try await facts(arguments[1], arguments[2], arguments.count == 4 ? arguments[3] : nil)
default: print("usage: native-probe elf FILE... | facts RELOAD_PLAN PROJECT [DATABASE]")
}
