import ModuleFacts
import Testing

struct StatementFactsTests {
  struct Case: Sendable {
    let text: String
    let aspect: Aspect
    let expected: [String]

    init(_ aspect: Aspect, _ text: String, _ expected: [String]) {
      self.text = text
      self.aspect = aspect
      self.expected = expected
    }
  }

  @Test(arguments: [
    Case(.defines, "a, (b, *c) = d = 1, (2, 3)", ["a", "b", "c", "d"]),
    Case(.defines, "import a.b, c as d", ["a", "d"]),
    Case(.defines, "from m import a as b, c", ["b", "c"]),
    Case(.defines, "from m import *", []),
    Case(.defines, "if x:\n  a = 1\nelif y:\n  b = 1\nelse:\n  def c(): z = 1", ["a", "b", "c"]),
    Case(.defines, "for i in x:\n  with o as f: pass", ["i", "f"]),
    Case(.defines, "try:\n  import a\nexcept E as e:\n  a = None", ["a", "e"]),
    Case(
      .defines,
      "match x:\n  case {'k': a, **r}: pass\n  case C(b, c=d) | [*d]: pass",
      [
        "a", "r", "b", "d",
      ]
    ),
    Case(.defines, "[y := f(x) for x in z]", ["y"]),
    Case(.defines, "class C:\n  global g\n  g = 1\n  h = 2", ["g", "C"]),
    Case(.defines, "x: int", []),
    Case(.defines, "x: int = 1", ["x"]),
    Case(.defines, "if TYPE_CHECKING:\n  import a\nelse:\n  b = 1", ["b"]),
    Case(.defines, "if not t.TYPE_CHECKING:\n  b = 1\nelse:\n  import a", ["b"]),
    Case(.deletes, "del a, (b, c.d)", ["a", "b"]),
    Case(.files, "x = open('a.txt').read() + Path('b').read_text()", ["a.txt", "b"]),
    Case(.files, "def f(): return open('a.txt')", []),
  ])
  func bindings(_ row: Case) { check(row.aspect, of: row.text, is: row.expected) }

  @Test(arguments: [
    Case(
      .reads,
      "x = a.b.c + d[e].f",
      ["value global:a.b.c", "value global:d*", "value global:e"]
    ),
    Case(
      .reads,
      "class C(a.B, metaclass=M):\n  x = y\n  z = x\n  def f(self, p=q): return late",
      [
        "base global:a.B", "base global:M", "value global:y", "default global:q",
      ]
    ),
    Case(.reads, "class C:\n  x = x", ["value global:x"]),
    Case(.reads, "class C:\n  def f(self): pass\n  g = property(f)", ["callee global:property"]),
    Case(
      .reads,
      "@r.get('/')\n@d\ndef f(x: A, *, y: B = D) -> R: pass",
      [
        "decorator global:r.get", "decorator global:d", "default global:D", "annotation global:A",
        "annotation global:B", "annotation global:R",
      ]
    ),
    Case(.reads, "from __future__ import annotations\ndef f(x: A = b): pass", ["default global:b"]),
    Case(
      .reads,
      "x = [f(y) for y in z if w]",
      [
        "value global:z", "value global:w", "callee global:f",
      ]
    ),
    Case(.reads, "x = lambda y=a: b", ["default global:a"]),
    Case(.late, "x = lambda y=a: b + y", ["late global:b"]),
    Case(
      .late,
      "def f(a):\n  b = a\n  x: T = c.d\n  return len(b)",
      [
        "late global:c.d", "late global:len",
      ]
    ),
    Case(
      .calls,
      "@r('/a')\n@s\ndef f(): g()",
      [
        "global:r(local:)", "@global:s(expression:)", "@expression:r*(expression:)",
      ]
    ),
    Case(
      .calls,
      "a.b(c, [d], e(), k=f.g)",
      [
        "global:a.b(global:c, local:, local?:, global:f.g)", "global:e()",
      ]
    ),
    Case(.calls, "a().m(1)", ["global:a()", "expression:m(local:)"]),
    Case(.mutations, "a.b.c = 1", ["attribute global:a.b c"]),
    Case(.mutations, "a.b[k] = 1; ", ["item global:a.b "]),
    Case(.mutations, "X += [1]", ["augmented global:X "]),
    Case(.mutations, "a['k'].append(x)", ["method global:a* append"]),
    Case(.mutations, "del a.b", ["attribute global:a b"]),
    Case(.mutations, "setattr(a, 'b', 1)", ["attribute global:a b"]),
    Case(.mutations, "{}.update(x)", []),
    Case(.mutations, "registry().append(x)", ["method expression:registry* append"]),
  ])
  func importTime(_ row: Case) { check(row.aspect, of: row.text, is: row.expected) }

  @Test(arguments: [
    Case(.lateMutations, "def f():\n  x = REG\n  x.append(1)", ["method global:REG append"]),
    Case(.lateMutations, "def f():\n  x = []\n  x.append(1)", []),
    Case(.lateMutations, "def f():\n  x = g()\n  x.append(1)", ["method local?:x append"]),
    Case(.lateMutations, "def f(p):\n  p.q = 1\n  p = 2", ["attribute expression: q"]),
    Case(.lateMutations, "def f(a, p):\n  p.q.add(1)", ["method parameter:p.q add"]),
    Case(.lateMutations, "def f():\n  for x in REG: x.add(1)", ["method expression: add"]),
    Case(.lateMutations, "def f():\n  x = A\n  x = B\n  x.add(1)", ["method expression: add"]),
    Case(.lateMutations, "def f():\n  global x, y\n  x = 1\n  def y(): pass", []),
    Case(.lateMutations, "def f():\n  global x\n  x = 1", ["global global:x x"]),
    Case(
      .lateMutations,
      "class C:\n  def f(self):\n    i = self.items\n    i.append(1)",
      [
        "method receiver:self.items append"
      ]
    ),
    Case(
      .lateMutations,
      "def f():\n  x = REG\n  def g():\n    x.append(1)",
      [
        "method enclosing:x append"
      ]
    ),
    Case(.lateMutations, "def f():\n  n = 0\n  n += 1", []),
    Case(
      .lateCalls,
      "def f(cb):\n  cb(1)\n  globals()",
      ["parameter:cb(local:)", "global:globals()"]
    ),
    Case(.free, "def f(a, b):\n  def g():\n    nonlocal b\n    b = 1\n    return lambda: a", ["a"]),
    Case(
      .attributes,
      "class C:\n  def f(self):\n    self.a = self.b, self.__c = 1, 2\n    self.d: int",
      [
        "a", "b", "_C__c", "d",
      ]
    ),
    Case(.parameters, "def f(a, /, b, *c, d, **e): pass", ["a", "b", "c", "d", "e"]),
    Case(
      .names,
      "class C:\n  def f(self):\n    def g(): return (lambda: 1 for x in y)\nh = lambda: 1",
      [
        "C.f", "C.f.<locals>.g", "C.f.<locals>.g.<locals>.<genexpr>.<lambda>", "<lambda>",
      ]
    ),
  ])
  func functions(_ row: Case) { check(row.aspect, of: row.text, is: row.expected) }

  @Test(arguments: [
    "a = 1\ndef f():\n  b = 1\n  def g():\n    c = b or a\n  return g\nd = a + f()",
    "class C:\n  a = [b for b in c]\n  def f(self):\n    x = lambda: a['k']\n    with x() as y: pass\ne = C.a[0]",
    "@d\nclass C(b):\n  @p\n  def f(self, x=y[0]):\n    z = x\nif C():\n  g = C() + 1\nelse:\n  g = f'{C}'\nfor h in g: i = h",
  ])
  func bindingsAndUsesAreInTheOrderOfTheFile(_ text: String) {
    let facts = facts(text)
    for statement in facts.statements.indices {
      let found = facts.bindings(ofStatement: statement)
      #expect(Array(found) == facts.bindings.filter { $0.statement == UInt32(statement) })
      let uses = facts.uses(ofStatement: statement)
      #expect(Array(uses) == facts.uses.filter { $0.statement == UInt32(statement) })
    }
    #expect(!facts.bindings.isEmpty && !facts.uses.isEmpty)
  }
}
