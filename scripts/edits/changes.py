"""Edits of a generated program: each returns the edited copy and a phrase for it."""
from .programs import KINDS, Module, Statement


def change_statement(program, random):
    """Changes one part of one statement."""
    places = [(m, i) for m, module in program.modules.items() for i in range(len(module.statements))]
    if not places:
        return None
    module, index = random.choice(places)
    statement = program.modules[module].statements[index]
    if statement.kind == "import":
        return change_import(program, random, module, index)
    if statement.kind == "raw":
        return None
    drawer = program.drawer(random, module, index)
    before = statement.text()
    parts = KINDS[statement.kind].slots.change(drawer, statement.parts)
    new = Statement(statement.id, statement.kind, statement.name, parts)
    if new.text() == before or "_none" in new.text():
        return None
    program.modules[module].statements[index] = new
    return "change %s" % statement.kind


def change_import(program, random, module, index):
    statement = program.modules[module].statements[index]
    new = program.draw_import(random, module, statement.parts["module"])
    if new is None:
        return None
    if statement.parts["form"] == "from" and random.random() < 0.7:
        # Names are added, so that what follows still finds its own.
        names = dict((a, n) for n, a in statement.parts["names"])
        names.update((a, n) for n, a in new.parts["names"])
        new.parts.update(form="from", names=[(n, a) for a, n in names.items()])
    new.id = statement.id
    program.modules[module].statements[index] = new
    return "change import"


def several(program, random):
    phrases = [f(program, random) for f in random.choices(
        [change_statement, change_statement, insert, swap_neighbours], k=random.randint(2, 3))]
    phrases = [p for p in phrases if p]
    return "several: %s" % ", ".join(phrases) if len(phrases) > 1 else None


def pick_module(program, random, least=1):
    found = [m for m in program.modules.values() if len(m.statements) >= least]
    return random.choice(found) if found else None


def swap_neighbours(program, random):
    module = pick_module(program, random, 2)
    if module is None:
        return None
    s = module.statements
    i = random.randrange(len(s) - 1)
    s[i], s[i + 1] = s[i + 1], s[i]
    return "swap statements"


def move(program, random):
    module = pick_module(program, random, 3)
    if module is None:
        return None
    s = module.statements.pop(random.randrange(len(module.statements)))
    module.statements.insert(random.randint(0, len(module.statements)), s)
    return "move statement"


def insert(program, random):
    module = pick_module(program, random, 1)
    if module is None:
        return None
    index = random.randint(0, len(module.statements))
    module.statements.insert(index, program.draw_statement(random, module.name, index))
    return "insert %s" % module.statements[index].kind


def delete(program, random):
    module = pick_module(program, random, 2)
    if module is None:
        return None
    s = module.statements.pop(random.randrange(len(module.statements)))
    return "delete %s" % s.kind


def second_writer(program, random):
    """Another statement for a name that has one."""
    module = pick_module(program, random, 1)
    if module is None:
        return None
    index = random.randint(1, len(module.statements))
    named = [s for s in module.statements if s.kind in ("constant", "function", "class", "value", "wrapped", "holder")]
    if not named:
        return None
    old = random.choice(named)
    new = program.draw_statement(random, module.name, index, random.choice([old.kind, old.kind, "constant"]))
    new.name = old.name
    module.statements.insert(index, new)
    return "second writer"


def rename(program, random):
    """Renames a name wherever it stands."""
    module = pick_module(program, random, 1)
    named = [s for s in module.statements if s.name and s.kind not in ("handler", "augment", "extend", "put", "import", "raw")] if module else []
    if not named:
        return None
    old = random.choice(named).name
    new = "%s_new%d" % (old.rstrip("0123456789"), program.serial())
    for m in program.modules.values():
        for s in m.statements:
            s.parts = _replace(s.parts, old, new)
            if s.name == old:
                s.name = new
        if m.public:
            m.public = [new if n == old else n for n in m.public]
    return "rename"


def _replace(value, old, new):
    import re
    if isinstance(value, str):
        return re.sub(r"\b%s\b" % re.escape(old), new, value)
    if isinstance(value, (list, tuple)):
        return type(value)(_replace(v, old, new) for v in value)
    if isinstance(value, dict):
        return {k: _replace(v, old, new) for k, v in value.items()}
    return value


def remove_name(program, random):
    """`del NAME` at the end."""
    module = pick_module(program, random, 2)
    named = [n for n, t in program.names(module.name) if t == "int" and "." not in n] if module else []
    if not named:
        return None
    name = random.choice(named)
    module.statements.append(Statement(program.serial(), "raw", "", {"text": "del %s\n" % name, "names": [(name, None)]}))
    return "del"


def add_import(program, random):
    module = pick_module(program, random, 1)
    others = [m for m in program.modules if m not in ("__init__", module.name)] if module else []
    if not others:
        return None
    statement = program.draw_import(random, module.name, random.choice(others))
    if statement is None:
        return None
    module.statements.insert(random.choice([0, 0, len(module.statements)]), statement)
    return "add import"


def future(program, random):
    module = pick_module(program, random)
    if module is None:
        return None
    module.future = not module.future
    return "__future__"


def cookie(program, random):
    module = pick_module(program, random)
    if module is None:
        return None
    module.cookie = "" if module.cookie else random.choice(["latin-1", "utf-8"])
    return "cookie"


def document(program, random):
    module = random.choice(list(program.modules.values()))
    module.doc = random.choice(["", "About %d." % random.randint(1, 99)])
    return "module docstring"


def comment(program, random):
    module = pick_module(program, random)
    if module is None:
        return None
    index = random.randint(0, len(module.statements))
    text = random.choice(["# note\n", "\n\n", "pass\n"])
    module.statements.insert(index, Statement(program.serial(), "raw", "", {"text": text, "names": []}))
    return "comment"


def public(program, random):
    module = pick_module(program, random)
    if module is None:
        return None
    names = sorted(n for n, t in program.names(module.name) if "." not in n and random.random() < 0.8)
    module.public = None if module.public is not None else names
    return "__all__"


def add_module(program, random):
    name = "n%d" % program.serial()
    module = program.modules[name] = Module(name)
    for _ in range(random.randint(1, 4)):
        module.statements.append(program.draw_statement(random, name, None))
    user = random.choice([m for m in program.modules.values() if m.name != name])
    statement = program.draw_import(random, user.name, name)
    if statement is None:
        return None
    user.statements.insert(0, statement)
    index = random.randint(1, len(user.statements))
    user.statements.insert(index, program.draw_statement(random, user.name, index))
    return "add module"


def delete_module(program, random):
    names = [n for n in program.modules if n != "__init__"]
    if len(names) < 2:
        return None
    name = random.choice(names)
    del program.modules[name]
    for module in program.modules.values():
        module.statements = [s for s in module.statements if not (s.kind == "import" and s.parts["module"] == name)]
    return "delete module"


CHANGES = [(change_statement, 60), (several, 10), (swap_neighbours, 5), (move, 4), (insert, 8), (delete, 6), (second_writer, 4),
           (rename, 2), (remove_name, 1), (add_import, 3), (future, 0.7), (cookie, 0.7), (document, 1), (comment, 2), (public, 1),
           (add_module, 1.5), (delete_module, 1)]


def change(program, random):
    """An edited copy and a phrase, or None when the drawn edit does not fit."""
    edited = program.copy()
    operation = random.choices([c for c, _ in CHANGES], [w for _, w in CHANGES])[0]
    phrase = operation(edited, random)
    return (edited, phrase) if phrase else None
