import Testing

@Suite struct EditStepTests {
  @Test(arguments: steps) func plans(_ step: EditStep) { step.check() }

  static let steps: [EditStep] = [
    EditStep(
      "a comment is nothing",
      ["m": "def f():\n    return 1\n"],
      edit: ["m": "def f():\n    return 1  # one\n"],
      expect: ["nothing"]
    ),
    EditStep(
      "a body is one step, however many import it",
      ["m": "def f():\n    return 1\n", "a": "from m import f\n", "b": "from m import f\n"],
      edit: ["m": "def f():\n    return 2\n"],
      expect: ["patch", "swap m"]
    ),
    EditStep(
      "defaults run the definition again",
      ["m": "def f(x=1):\n    return x\n"],
      edit: ["m": "def f(x=2):\n    return x\n"],
      expect: ["patch", "run m:1 f"]
    ),
    EditStep(
      "a constant is bound where it was imported",
      ["a": "LIMIT = 1\n", "b": "from a import LIMIT\nTWICE = LIMIT * 2\n"],
      edit: ["a": "LIMIT = 2\n"],
      expect: ["patch", "run a:1 LIMIT", "rebind b.LIMIT", "run b:2 TWICE"]
    ),
    EditStep(
      "a later binding wins",
      ["a": "X = 1\n", "b": "from a import X\nfrom c import X\n", "c": "X = 9\n"],
      edit: ["a": "X = 2\n"],
      expect: ["patch", "run a:1 X"]
    ),
    EditStep(
      "all writers of a name run in order",
      ["m": "X = 1\nX += 1\nY = X\nX = 0\n"],
      edit: ["m": "X = 5\nX += 1\nY = X\nX = 0\n"],
      expect: ["patch", "run m:1 X", "run m:2 X", "run m:3 Y", "run m:4 X"]
    ),
    EditStep(
      "a removed writer exposes the one before it",
      ["m": "X = 1\nX = 2\n"],
      edit: ["m": "X = 1\n"],
      expect: ["patch", "run m:1 X"]
    ),
    EditStep(
      "a removed name is deleted",
      ["m": "def f():\n    return 1\n\ndef g():\n    return 2\n"],
      edit: ["m": "def f():\n    return 1\n"],
      expect: ["patch", "delete m g"]
    ),
    EditStep(
      "a removed name that is still imported would fail at a restart",
      ["a": "X = 1\nY = 2\n", "b": "from a import X\n"],
      edit: ["a": "Y = 2\n"],
      expect: ["restart", "RP209 b:1"]
    ),
    EditStep(
      "a wrapper's local sits in cells: what it wrapped is wrapped again",
      [
        "d":
          "def deco(fn):\n    limit = 3\n    def w():\n        return limit, fn()\n    return w\n",
        "m": "from d import deco\n@deco\ndef f():\n    return 1\n",
      ],
      edit: [
        "d":
          "def deco(fn):\n    limit = 5\n    def w():\n        return limit, fn()\n    return w\n"
      ],
      expect: ["patch", "swap d", "run m:2 f"]
    ),
    EditStep(
      "a wrapper's own code is swapped where it lives",
      [
        "d": "def deco(fn):\n    def w():\n        return 1, fn()\n    return w\n",
        "m": "from d import deco\n@deco\ndef f():\n    return 1\n",
      ],
      edit: ["d": "def deco(fn):\n    def w():\n        return 2, fn()\n    return w\n"],
      expect: ["patch", "swap d"]
    ),
    EditStep(
      "results of what was called at import are made again",
      ["a": "def f():\n    return 1\n", "b": "from a import f\nX = f()\n"],
      edit: ["a": "def f():\n    return 2\n"],
      expect: ["patch", "swap a", "run b:2 X"]
    ),
    EditStep(
      "memoised functions forget what they read",
      [
        "m":
          "from functools import lru_cache\nRATE = 1\n@lru_cache\ndef g():\n    return RATE\n"
      ],
      edit: [
        "m":
          "from functools import lru_cache\nRATE = 2\n@lru_cache\ndef g():\n    return RATE\n"
      ],
      expect: ["patch", "clear m g", "run m:2 RATE"]
    ),
    EditStep(
      "a class attribute read elsewhere",
      ["a": "class C:\n    N = 1\n", "b": "from a import C\nX = C.N\n"],
      edit: ["a": "class C:\n    N = 2\n"],
      expect: ["patch", "run a:1 C", "run b:2 X"]
    ),
    EditStep(
      "a plain subclass need not run when its base gains a method",
      ["a": "class C:\n    pass\n", "b": "from a import C\nclass D(C):\n    pass\n"],
      edit: ["a": "class C:\n    def f(self):\n        return 1\n"],
      expect: ["patch", "run a:1 C"]
    ),
    EditStep(
      "a derived dataclass must",
      [
        "a": "from dataclasses import dataclass\n@dataclass\nclass C:\n    a: int = 0\n",
        "b":
          "from dataclasses import dataclass\nfrom a import C\n@dataclass\nclass D(C):\n    z: int = 0\n",
      ],
      edit: [
        "a":
          "from dataclasses import dataclass\n@dataclass\nclass C:\n    a: int = 0\n    b: int = 1\n"
      ],
      expect: ["patch", "run a:2 C", "run b:3 D"]
    ),
    EditStep(
      "late reads need nothing",
      ["a": "X = 1\n", "b": "import a\ndef f():\n    return a.X\n"],
      edit: ["a": "X = 2\n"],
      expect: ["patch", "run a:1 X"]
    ),
    EditStep(
      "the main guard never runs again",
      ["m": "def f():\n    return 1\nif __name__ == '__main__':\n    f()\n"],
      edit: ["m": "def f():\n    return 1\nif __name__ == '__main__':\n    print(f())\n"],
      expect: ["nothing"]
    ),
    EditStep(
      "a thread is not started twice",
      ["m": "import threading\nT = threading.Thread(target=print)\nT.start()\n"],
      edit: ["m": "import threading\nT = threading.Thread(target=len)\nT.start()\n"],
      expect: ["restart", "RP101 m:3"]
    ),
    EditStep(
      "a registering call can't be taken back",
      ["r": "ALL = []\n", "m": "from r import ALL\nALL.append(1)\n"],
      edit: ["m": "from r import ALL\n"],
      expect: ["restart", "RP102 m:2"]
    ),
    EditStep(
      "in a cycle only what ran before is seen",
      ["a": "import b\nK = 2\n", "b": "import a\nM = getattr(a, 'K', 1)\n"],
      edit: ["a": "import b\nK = 3\n"],
      expect: ["patch", "run a:2 K"]
    ),
    EditStep(
      "star imports carry new names",
      ["a": "X = 1\n", "b": "from a import *\n"],
      edit: ["a": "X = 1\nY = 2\n"],
      expect: ["patch", "run a:2 Y", "rebind b.Y"]
    ),
    EditStep(
      "a syntax error changes nothing",
      ["m": "X = 1\n"],
      edit: ["m": "X = (\n"],
      expect: ["restart", "PE32 m:1"]
    ),
    EditStep(
      "a module that is gone is forgotten",
      ["m": "X = 1\n", "n": "Y = 1\n"],
      edit: ["n": nil],
      expect: ["patch", "forget n"]
    ),
    EditStep(
      "a module that is gone but imported would fail at a restart",
      ["m": "import n\n", "n": "Y = 1\n"],
      edit: ["n": nil],
      expect: ["restart", "PE31 m:1"]
    ),
    EditStep(
      "a property of a temporary instance is read at import time",
      ["m": "class C:\n    @property\n    def p(self):\n        return 1\n\nX = C().p\n"],
      edit: ["m": "class C:\n    @property\n    def p(self):\n        return 2\n\nX = C().p\n"],
      expect: ["patch", "swap m", "run m:6 X"]
    ),
    EditStep(
      "an operator of a temporary instance runs at import time",
      ["m": "class C:\n    def __len__(self):\n        return 1\n\nX = len(C())\nY = C()\n"],
      edit: ["m": "class C:\n    def __len__(self):\n        return 2\n\nX = len(C())\nY = C()\n"],
      expect: ["patch", "swap m", "run m:5 X"]
    ),
    EditStep(
      "a method of another class or of a builtin of the same name is not called",
      [
        "m":
          "class A:\n    def get(self):\n        return 1\n\nD = dict(a=1)\ndef f():\n    d = {}\n    return d.get('a')\nX = f()\n"
      ],
      edit: [
        "m":
          "class A:\n    def get(self):\n        return 2\n\nD = dict(a=1)\ndef f():\n    d = {}\n    return d.get('a')\nX = f()\n"
      ],
      expect: ["patch", "swap m"]
    ),
    EditStep(
      "a private method is called by its mangled name",
      [
        "m":
          "class C:\n    def __p(self):\n        return 1\n    def q(self):\n        return self.__p()\n\nX = C().q()\n"
      ],
      edit: [
        "m":
          "class C:\n    def __p(self):\n        return 2\n    def q(self):\n        return self.__p()\n\nX = C().q()\n"
      ],
      expect: ["patch", "swap m", "run m:7 X"]
    ),
    EditStep(
      "what a call returned is followed to who made it",
      [
        "m":
          "def mark(fn):\n    fn.marked = 1\n    return fn\ndef deco(fn):\n    def w():\n        return fn()\n    w = mark(w)\n    w.kind = 1\n    return w\n@deco\ndef f():\n    return 1\n"
      ],
      edit: [
        "m":
          "def mark(fn):\n    fn.marked = 2\n    return fn\ndef deco(fn):\n    def w():\n        return fn()\n    w = mark(w)\n    w.kind = 1\n    return w\n@deco\ndef f():\n    return 1\n"
      ],
      expect: ["patch", "swap m", "run m:10 f"]
    ),
    EditStep(
      "a global that a function sets at import time is set again",
      ["m": "K = 1\ndef setup():\n    global M\n    M = K\nM = 0\nsetup()\nT = M\n"],
      edit: ["m": "K = 2\ndef setup():\n    global M\n    M = K\nM = 0\nsetup()\nT = M\n"],
      expect: ["patch", "run m:1 K", "run m:5 M", "run m:6 ", "run m:7 T"]
    ),
    EditStep(
      "a registering definition that goes is taken out",
      [
        "r": "ALL = []\ndef add(fn):\n    ALL.append(fn)\n    return fn\n",
        "m": "from r import add\n@add\ndef f(): pass\n@add\ndef g(): pass\n",
      ],
      edit: ["m": "from r import add\n@add\ndef f(): pass\n"],
      expect: ["patch", "unregister m g", "delete m g"]
    ),
    EditStep(
      "a decorator that is an attribute of the function's earlier definition",
      [
        "m":
          "from functools import singledispatch\n@singledispatch\ndef f(x): return 1\n@f.register(int)\ndef f(x): return 2\nY = f.registry\n"
      ],
      edit: [
        "m":
          "from functools import singledispatch\n@singledispatch\ndef f(x): return 1\n@f.register(int)\ndef f(x): return 3\nY = f.registry\n"
      ],
      expect: ["patch", "swap m"]
    ),
    EditStep(
      "a submodule is found in a half imported package",
      [
        "p/": "from . import a, b\n", "p.a": "from p import b\nX = 1\n", "p.b": "Y = 1\n",
      ],
      edit: ["p.a": "import os\nfrom p import b\nX = 1\n"],
      order: ["p/", "p.a", "p.b"],
      expect: ["patch", "run p.a:1 os"]
    ),
  ]
}
