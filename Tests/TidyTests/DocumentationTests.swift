import Foundation
import Testing

/// Documents and the code they describe say the same, in both directions.
@Suite struct DocumentationTests {
  @Test func exitCodesAreDocumented() throws {
    let source = try Repository.read("Sources/reload-plan/ExitStatus.swift")
    let declared = source.matches(of: /static let \w+ = ExitStatus\(code: (\d+)/).map { $0.1 }
    let document = try Repository.read("docs/public-api.md")
    let documented = document.matches(of: /(?m)^\| (\d+) \|/).map { $0.1 }
    #expect(declared.compactMap { Int($0) }.sorted() == documented.compactMap { Int($0) }.sorted())
    #expect(!declared.isEmpty)
  }

  @Test func schemasAreNamedByTheReportFormat() throws {
    let document = try Repository.read("docs/report-format.md")
    let named = Set(document.matches(of: /schema\/([\w-]+\.json)/).map { String($0.1) })
    let schemas = try Repository.files(under: ["docs/schema"], extensions: ["json"])
    #expect(named == Set(schemas.map(\.name)))
    #expect(!schemas.isEmpty)
  }

  @Test func eachSchemaIsWrittenAndEachWrittenSchemaIsThere() throws {
    let pattern = /reload-plan\/([a-z]+)\/\d+/
    let schemas = try Repository.files(under: ["docs/schema"], extensions: ["json"])
    let promised = Set(schemas.flatMap { $0.text.matches(of: pattern).map { String($0.0) } })
    // The protocol between the tool and its agent is no report.
    let sources = try Repository.swiftSources().filter { $0.target != "ReloadDrivers" }
    let written = Set(sources.flatMap { $0.text.matches(of: pattern).map { String($0.0) } })
    #expect(promised == written)
  }

  @Test func linksInDocumentsLeadSomewhere() throws {
    let documents = try Repository.files(under: ["docs", "Samples"], extensions: ["md"])
    let top = try ["README.md", "CHANGELOG.md"].map {
      Repository.TextFile(path: $0, text: try Repository.read($0))
    }
    for file in documents + top {
      let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
      for match in file.text.matches(of: /\]\(([^)#:]+)(?:#[^)]*)?\)/) {
        let path = folder.isEmpty ? String(match.1) : "\(folder)/\(match.1)"
        #expect(Repository.exists(path), "\(file.path) links to \(match.1)")
      }
    }
  }

  @Test func theLibraryGuideNamesEachPublicType() throws {
    let document = try Repository.read("docs/library.md")
    let promised = Set(document.matches(of: /(?m)^\| `(\w+)` \|/).map { String($0.1) })
    let sources = try Repository.swiftSources().filter { $0.target == "ReloadPlanKit" }
    let pattern = /(?m)^public (?:struct|enum|final class|protocol|actor) (\w+)/
    let declared = Set(sources.flatMap { $0.text.matches(of: pattern).map { String($0.1) } })
    #expect(promised == declared)
  }

  @Test func theArchitectureStaysReadable() throws {
    let lines = try Repository.read("docs/architecture.md").split(separator: "\n")
    #expect(lines.count < 300)
  }

  @Test func scriptsAreNamedByTheDevelopmentGuide() throws {
    let document = try Repository.read("docs/development.md")
    let scripts = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "scripts").path
    )
    // Folders hold parts of a script of that name.
    for script in scripts.sorted() where !script.contains(".") && !script.hasPrefix("__") {
      if try Repository.isFolder("scripts/\(script)") { continue }
      #expect(document.contains("scripts/\(script)"), "docs/development.md doesn't name it")
    }
    for match in document.matches(of: /`scripts\/([\w-]+)/) {
      #expect(scripts.contains(String(match.1)), "scripts/\(match.1) is not there")
    }
  }
}
