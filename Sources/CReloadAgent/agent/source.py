"""One changed file as one loaded module: its old code, its new code, statement by statement."""

import ast
import hashlib
import os
import sys

from . import baseline, swap
from .findings import Refused


class Source:
    """One changed file as one loaded module: the old code and the new."""

    def __init__(self, entry):
        self.name = entry["name"]
        self.entry = entry
        self.module = sys.modules.get(self.name)
        self.record = baseline.records.get(self.name)
        self.namespace = vars(self.module) if self.module is not None else None
        self.bytes = self.code = None
        self._tree = None
        self.statements = {}
        # A module that became a package, or the other way, has another file now.
        self.file = entry.get("movedTo") or (self.record.file if self.record else None)

    @property
    def tree(self):
        if self._tree is None:
            self._tree = ast.parse(self.bytes, self.file)
        return self._tree

    def read(self):
        if self.record is None or self.record.code is None:
            raise Refused("what %s runs is not known" % self.name, self.name)
        if not baseline.covers_file(os.path.abspath(self.file)):
            raise Refused("%s is no file of the project" % self.file, self.name)
        with open(self.file, "rb") as file:
            self.bytes = file.read()
        if hashlib.sha256(self.bytes).hexdigest() != self.entry["new"]:
            raise Refused("%s has changed since the plan was made" % self.file, self.name,
                          help="run the command again")
        if self.entry["old"] != self.record.digest:
            raise Refused("%s is not what the plan was made for any more" % self.name, self.name,
                          help="run the command again")
        name = self.file if self.entry.get("movedTo") else self.record.code.co_filename
        self.code = swap.graft(self.record.code, compile(self.bytes, name, "exec", dont_inherit=True))

    def statement(self, index):
        """The code of one top-level statement, made of the whole module's own code objects."""
        found = self.statements.get(index)
        if found is None:
            node = self.tree.body[index]
            flags = self.code.co_flags & FUTURE
            # A string that comes first would be taken for the module's docstring.
            before = [ast.copy_location(ast.Pass(), node)] if isinstance(node, ast.Expr) else []
            found = compile(ast.Module(before + [node], []), self.code.co_filename, "exec", flags, True)
            whole = self.whole(node, found)
            constants = tuple(whole.get(id(c), c) for c in found.co_consts)
            found = self.statements[index] = found.replace(co_consts=constants)
        return found


    def whole(self, node, found):
        """The code objects of one statement and, by their ids, what the compilation of the whole module has for them.

        They can differ in bytecode (how an imported name's attribute is called), so their places pair them.
        """
        first = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", ())])
        mine = swap.children(found)
        theirs = [c for c in swap.children(self.code) if first <= c.co_firstlineno <= node.end_lineno]
        if [c.co_name for c in mine] != [c.co_name for c in theirs]:
            # Other statements stand on the same lines.
            known = {(c.co_name, c.co_firstlineno, c.co_code): c for c in theirs}
            theirs = [known.get((c.co_name, c.co_firstlineno, c.co_code)) for c in mine]
            if None in theirs:
                raise Refused("line %d of %s has several statements whose functions can't be told apart" % (
                    node.lineno, self.name), self.name)
        return {id(a): b for a, b in zip(mine, theirs)}


FUTURE = 0
for _name in __import__("__future__").all_feature_names:
    FUTURE |= getattr(__import__("__future__"), _name).compiler_flag
