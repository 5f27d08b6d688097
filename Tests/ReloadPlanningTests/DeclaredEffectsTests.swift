import ProgramAnalysis
import ReloadPlanning
import Testing

/// What tables and settings say of callables decides what may run again.
@Suite struct DeclaredEffectsTests {
  @Test func whatTablesSayActsIsNeverPure() {
    let names = EffectStubs.standard.namesThatAct
    #expect(names.count > 100)
    for name in names where !EffectTable.isFollowed(name) {
      #expect(!EffectTable.isPure(name), "\(name)")
    }
  }

  /// The verdict when `RATE` changes, which a call of the callee reads at import time.
  private func verdict(calling callee: String, _ table: String) -> String {
    let module = callee.prefix { $0 != "." }
    func source(_ rate: Int) -> String {
      "import \(module)\nRATE = \(rate)\nSCALE = \(callee)(RATE)\n\ndef f():\n    return SCALE\n"
    }
    var step = EditStep(table, ["a": source(1)], edit: ["a": source(2)], expect: [])
    step.declared = table
    return step.plan().verdict.name
  }

  @Test func unknownCallsForceARestart() {
    #expect(verdict(calling: "shop.scaled", "") == "restart")
  }

  @Test func whatIsDeclaredPureRunsAgain() {
    #expect(verdict(calling: "shop.scaled", "pure shop.scaled") == "patch")
    #expect(verdict(calling: "shop.scaled", "pure shop.*") == "patch")
    #expect(verdict(calling: "shop.scaled", "pure shop.other") == "restart")
  }

  @Test func whatIsDeclaredARegistryDoesNot() {
    #expect(verdict(calling: "json.dumps", "") == "patch")
    #expect(verdict(calling: "json.dumps", "registers json.dumps") == "restart")
  }
}
