"""CPython's tree in the form that `syntax-probe dump` writes: one line for each node and field.

Fields come in the order of PythonSyntax's links; a list's length stands before its items.
"""
import ast
import struct

KINDS = {
    "FunctionDef": "functionDef", "AsyncFunctionDef": "asyncFunctionDef", "ClassDef": "classDef",
    "Return": "returnStatement", "Delete": "delete", "Assign": "assign", "TypeAlias": "typeAlias",
    "AugAssign": "augAssign", "AnnAssign": "annAssign", "For": "forLoop", "AsyncFor": "asyncFor",
    "While": "whileLoop", "If": "ifStatement", "With": "with", "AsyncWith": "asyncWith",
    "Match": "match", "Raise": "raise", "Try": "tryStatement", "TryStar": "tryStar",
    "Assert": "assertStatement", "Import": "importStatement", "ImportFrom": "importFrom",
    "Global": "global", "Nonlocal": "nonlocal", "Expr": "expression", "Pass": "pass",
    "Break": "breakStatement", "Continue": "continueStatement", "ListComp": "listComp",
    "Module": "module", "ExceptHandler": "exceptHandler", "withitem": "withItem",
    "match_case": "matchCase",
}

# The fields of each class, in the order of the links, and the attribute on the node's own line.
# c: node or none, l: list of nodes, n: name or none, N: list of names, o: list of operators, w: word.
FIELDS = {
    "Module": "l:body",
    "FunctionDef": "n:name c:args c:returns l:body l:decorator_list l:type_params",
    "AsyncFunctionDef": "n:name c:args c:returns l:body l:decorator_list l:type_params",
    "ClassDef": "n:name l:bases l:keywords l:body l:decorator_list l:type_params",
    "Return": "c:value", "Delete": "l:targets", "Assign": "c:value l:targets",
    "TypeAlias": "c:name c:value l:type_params", "AugAssign": "c:target c:value",
    "AnnAssign": "c:target c:annotation c:value", "For": "c:target c:iter l:body l:orelse",
    "AsyncFor": "c:target c:iter l:body l:orelse", "While": "c:test l:body l:orelse",
    "If": "c:test l:body l:orelse", "With": "l:items l:body", "AsyncWith": "l:items l:body",
    "Match": "c:subject l:cases", "Raise": "c:exc c:cause",
    "Try": "l:body l:handlers l:orelse l:finalbody",
    "TryStar": "l:body l:handlers l:orelse l:finalbody", "Assert": "c:test c:msg",
    "Import": "l:names", "ImportFrom": "w:level n:module l:names", "Global": "N:names",
    "Nonlocal": "N:names", "Expr": "c:value", "Pass": "", "Break": "", "Continue": "",
    "BoolOp": "l:values", "NamedExpr": "c:target c:value", "BinOp": "c:left c:right",
    "UnaryOp": "c:operand", "Lambda": "c:args c:body", "IfExp": "c:test c:body c:orelse",
    "Dict": "l:keys l:values", "Set": "l:elts", "ListComp": "c:elt l:generators",
    "SetComp": "c:elt l:generators", "DictComp": "c:key c:value l:generators",
    "GeneratorExp": "c:elt l:generators", "Await": "c:value", "Yield": "c:value",
    "YieldFrom": "c:value", "Compare": "c:left l:comparators o:ops",
    "Call": "c:func l:args l:keywords", "FormattedValue": "c:value c:format_spec",
    "JoinedStr": "l:values", "Constant": "", "Attribute": "c:value n:attr",
    "Subscript": "c:value c:slice", "Starred": "c:value", "Name": "", "List": "l:elts",
    "Tuple": "l:elts", "Slice": "c:lower c:upper c:step", "comprehension": "c:target c:iter l:ifs",
    "ExceptHandler": "c:type n:name l:body", "keyword": "n:arg c:value", "alias": "n:name n:asname",
    "withitem": "c:context_expr c:optional_vars", "match_case": "c:pattern c:guard l:body",
    "MatchValue": "c:value", "MatchSequence": "l:patterns",
    "MatchMapping": "n:rest l:keys l:patterns",
    "MatchClass": "c:cls l:patterns l:kwd_patterns N:kwd_attrs", "MatchStar": "c: n:name",
    "MatchAs": "c:pattern n:name", "MatchOr": "l:patterns", "TypeVar": "n:name c:bound c:default_value",
    "ParamSpec": "n:name c: c:default_value", "TypeVarTuple": "n:name c: c:default_value",
}

UNPLACED = {"Module", "comprehension", "withitem", "match_case"}


def lower_first(name):
    return name[0].lower() + name[1:]


def operator_name(node):
    return lower_first(type(node).__name__)


def constant(value, kind):
    if value is None or value is True or value is False:
        return f" {value}"
    if value is Ellipsis:
        return " Ellipsis"
    if isinstance(value, str):
        return (" u" if kind else " s") + value.encode("utf-8", "surrogatepass").hex()
    if isinstance(value, bytes):
        return " b" + value.hex()
    if isinstance(value, int):
        return f" i{value:x}"
    if isinstance(value, float):
        return " f" + struct.pack(">d", value).hex()
    return " j" + struct.pack(">d", value.imag).hex()


class Dumper:
    """Writes one tree into `out`."""

    def __init__(self):
        self.out = []
        self.writers = {
            getattr(ast, name): self.writer(name, fields)
            for name, fields in FIELDS.items() if hasattr(ast, name)
        }
        self.writers[ast.MatchSingleton] = self.singleton
        self.writers[ast.arguments] = self.arguments

    def dump(self, tree):
        self.out.clear()
        self.node(tree)
        return "".join(self.out).encode("utf-8", "surrogatepass")

    def node(self, node):
        if node is None:
            self.out.append("-\n")
        else:
            self.writers[type(node)](node)

    def nodes(self, nodes):
        self.out.append(f"[{len(nodes)}\n")
        node = self.node
        for item in nodes:
            node(item)

    def name(self, name):
        self.out.append(f"n{name or ''}\n")

    def names(self, names):
        self.out.append(f"[{len(names)}\n")
        self.out.extend(f"n{name}\n" for name in names)

    def operators(self, operators):
        self.out.append(f"[{len(operators)}\n")
        self.out.extend(f"o{operator_name(item)}\n" for item in operators)

    def word(self, word):
        self.out.append(f"w{word}\n")

    def writer(self, name, fields):
        kind = KINDS.get(name, lower_first(name))
        out = self.out
        steps = []
        methods = {
            "c": self.node, "l": self.nodes, "n": self.name, "N": self.names, "o": self.operators,
            "w": self.word,
        }
        for field in fields.split():
            code, _, attribute = field.partition(":")
            steps.append((methods[code], attribute))
        placed = name not in UNPLACED

        def extra(node):
            if name in ("BoolOp", "BinOp", "UnaryOp", "AugAssign"):
                return " " + operator_name(node.op)
            if name == "Constant":
                return constant(node.value, node.kind)
            if name == "Name":
                return " " + node.id
            if name == "comprehension":
                return f" {node.is_async}"
            if name == "AnnAssign":
                return f" {node.simple}"
            if name == "FormattedValue":
                return f" {max(node.conversion, 0)}"
            return ""

        has_extra = name in (
            "BoolOp", "BinOp", "UnaryOp", "AugAssign", "Constant", "Name", "comprehension",
            "AnnAssign", "FormattedValue",
        )

        def write(node):
            head = kind
            if placed:
                head = (
                    f"{kind} {node.lineno} {node.col_offset} {node.end_lineno} {node.end_col_offset}"
                )
            out.append(f"{head}{extra(node)}\n" if has_extra else f"{head}\n")
            for method, attribute in steps:
                method(getattr(node, attribute, None) if attribute else None)

        return write

    def singleton(self, node):
        place = f"{node.lineno} {node.col_offset} {node.end_lineno} {node.end_col_offset}"
        self.out.append(f"matchSingleton {place}\nconstant {place} {node.value}\n")

    def arguments(self, node):
        plain = node.posonlyargs + node.args
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        pairs = list(zip(plain, defaults))
        self.out.append("arguments\n")
        self.parameter(node.vararg, None)
        self.parameter(node.kwarg, None)
        self.parameters(pairs[:len(node.posonlyargs)])
        self.parameters(pairs[len(node.posonlyargs):])
        self.parameters(list(zip(node.kwonlyargs, node.kw_defaults)))

    def parameters(self, pairs):
        self.out.append(f"[{len(pairs)}\n")
        for argument, default in pairs:
            self.parameter(argument, default)

    def parameter(self, node, default):
        if node is None:
            self.out.append("-\n")
            return
        self.out.append(
            f"arg {node.lineno} {node.col_offset} {node.end_lineno} {node.end_col_offset}\n"
            f"n{node.arg}\n"
        )
        self.node(node.annotation)
        self.node(default)
