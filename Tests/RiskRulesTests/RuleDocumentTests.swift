import ClangIndexing
import Foundation
import ModuleFacts
import ReloadPlanKit
import Reporting
import RiskRules
import Testing

/// The pages of docs/rules are what the rules do: each marked line is found, and nothing else.
@Suite struct RuleDocumentTests {
  @Test(arguments: RuleDocument.all)
  func findsWhatThePageSays(_ document: RuleDocument) async throws {
    for example in document.examples where !example.isNative || Self.hasLibclang {
      try await check(example, of: document)
    }
  }

  private static let hasLibclang = (try? LibclangLibrary.open()) != nil

  /// The products stand beside the test runner.
  private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "reload-plan").path

  @Test func eachRuleHasAPageAndEachPageARule() {
    let pages = RuleDocument.all.map(\.name)
    #expect(pages == RuleRegistry.descriptors.map { $0.page.replacing(".md", with: "") })
  }

  @Test(arguments: RuleDocument.all)
  func thePageSaysHowMuchTheRuleWeighs(_ document: RuleDocument) throws {
    let descriptor = try #require(RuleRegistry.descriptor(of: document.code))
    #expect(document.severity == descriptor.severity.name)
    #expect(document.isExtended == (descriptor.tier == .extended))
    // Only what depends on a process can't be shown.
    #expect(!document.examples.isEmpty || document.code == "RP612")
  }

  /// Examples of rules about one place don't name what rules about edges say.
  private func check(_ example: RuleDocument.Example, of document: RuleDocument) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let now = try write(example.files, to: folder.appending(path: "now"))
    var workspace = Workspace(path: now.path)
    workspace.nativeWorker = Self.program
    var found: [String] = []
    if example.before.isEmpty {
      found = try await workspace.risks().findings.filter {
        $0.rule == document.code || RuleRegistry.descriptor(of: $0.rule)?.scope == .site
      }.map { "\($0.path):\($0.line) \($0.rule)" }
    } else {
      let before = try write(example.before, to: folder.appending(path: "before"))
      found = try await workspace.check(since: .tree(before.path)).risks.findings
        .filter { RuleRegistry.descriptor(of: $0.rule)?.scope == .edit }
        .map { "\($0.path):\($0.line) \($0.rule)" }
    }
    #expect(Set(found) == expected(in: example.files), "\(document.name)")
  }

  private func expected(in files: [String: String]) -> Set<String> {
    var expected: Set<String> = []
    for (path, source) in files {
      for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        guard let mark = line.range(of: "risk: ") else { continue }
        var place = "\(path):\(number + 1)"
        // What is made of several sources has no line.
        if path.hasSuffix(".toml"), let name = line.split(separator: "\"").first {
          place = "\(name):0"
        }
        for code in line[mark.upperBound...].split(separator: ",") {
          expected.insert("\(place) \(code.trimmingCharacters(in: .whitespaces))")
        }
      }
    }
    return expected
  }

  private func write(_ files: [String: String], to folder: URL) throws -> URL {
    for (path, source) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try source.write(to: file, atomically: true, encoding: .utf8)
    }
    return folder
  }
}
