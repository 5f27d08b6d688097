import Foundation
import Testing

/// Rules that hold for every source file.
@Suite struct SourceRuleTests {
  @Test func filesStayUnder600Lines() throws {
    let folders = ["Sources", "Tests", "Benchmarks", "Samples"]
    for file in try Repository.files(under: folders, extensions: ["swift", "py"]) {
      let isTable = file.name.hasSuffix("Table.swift") || file.name.contains("+Generated.")
      if isTable { continue }
      let count = file.text.count { $0 == "\n" }
      #expect(count <= 600, "\(file.path) has \(count) lines")
    }
  }

  @Test func foldersAreNamedForWhatTheyHold() throws {
    let vague: Set<Substring> = ["Utilities", "Helpers", "Shared", "Extensions", "Common", "Utils"]
    for file in try Repository.swiftSources() {
      #expect(file.path.split(separator: "/").allSatisfy { !vague.contains($0) }, "\(file.path)")
    }
  }

  @Test func onlyTheCommandLinePrints() throws {
    let printing = /(?:^|[^.\w"])(?:print|debugPrint)\(/
    let table = try LayerTable.current()
    for file in try Repository.swiftSources() {
      // Tools of the repository are command lines of their own.
      guard file.target != "reload-plan", table.layer(of: file.target) != nil else { continue }
      for (number, line) in file.lines.enumerated() where !Self.isComment(line) {
        #expect(!line.contains(printing), "\(file.path):\(number + 1)")
      }
    }
  }

  @Test func nothingIsLeftForLater() throws {
    // In two parts, so that this file doesn't find itself.
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK:"]
    let folders = ["Sources", "Tests", "Benchmarks", "Samples", "docs", "scripts"]
    let extensions: Set<String> = ["swift", "py", "c", "h", "md", "json", "sh", ""]
    for file in try Repository.files(under: folders, extensions: extensions) {
      // Real Python of others may say what it likes.
      if file.path.contains("/Fixtures/") { continue }
      for (number, line) in file.lines.enumerated() {
        for mark in marks { #expect(!line.contains(mark), "\(file.path):\(number + 1)") }
      }
    }
  }

  @Test func noPathOfAMachine() throws {
    let pattern = /(?:^|[^\w.])\/(?:root|work|home\/\w+)\/|\.pyenv/
    let folders = ["Sources", "Tests", "Benchmarks", "Samples", "docs", "scripts", ".ci"]
    let extensions: Set<String> = ["swift", "py", "c", "h", "md", "json", "txt", "sh", ""]
    for file in try Repository.files(under: folders, extensions: extensions) {
      if file.name == "SourceRuleTests.swift" { continue }
      for (number, line) in file.lines.enumerated() {
        #expect(!line.contains(pattern), "\(file.path):\(number + 1): \(line)")
      }
    }
  }

  static func isComment(_ line: Substring) -> Bool {
    line.drop { $0 == " " }.hasPrefix("//")
  }
}
