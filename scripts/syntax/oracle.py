"""CPython's side of `check-syntax`: digests of trees, verdicts, and one-token mutations."""
import ast
import contextlib
import doctest
import functools
import io
import os
import pathlib
import sqlite3
import sys
import tempfile
import textwrap
import threading
import tokenize
import warnings
import zlib

import ast_dump

warnings.simplefilter("ignore")
sys.setrecursionlimit(100_000)

# Raise when the form of the dump changes: cached digests of the old form are void then.
FORMAT = 1
CACHE = pathlib.Path(tempfile.gettempdir()) / f"check-syntax-{os.getuid()}" / f"{FORMAT}.sqlite"
EXAMPLES = doctest.DocTestParser()
FAILURES = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)


def deep(function):
    """Runs a function on a thread whose stack holds the recursion of deep trees."""
    @functools.wraps(function)
    def run(*arguments):
        result = []
        threading.stack_size(512 << 20)
        thread = threading.Thread(target=lambda: result.append(function(*arguments)))
        thread.start()
        thread.join()
        return result[0]
    return run


def read(path):
    with open(path, "rb") as file:
        return file.read()


def digest(dumper, path):
    try:
        tree = ast.parse(read(path))
    except FAILURES:
        return "error"
    text = dumper.dump(tree)
    return f"ok {len(text)} {zlib.crc32(text)}"


@deep
def digests(paths):
    """For each file what `syntax-probe digest` should say; remembered between runs."""
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    dumper = ast_dump.Dumper()
    result = []
    with contextlib.closing(sqlite3.connect(CACHE, timeout=60)) as store:
        store.execute("CREATE TABLE IF NOT EXISTS digests (file TEXT PRIMARY KEY, digest TEXT)")
        new = []
        for path in paths:
            status = os.stat(path)
            key = f"{os.fsencode(path).hex()} {status.st_size} {status.st_mtime_ns}"
            row = store.execute("SELECT digest FROM digests WHERE file = ?", (key,)).fetchone()
            result.append(row[0] if row else digest(dumper, path))
            if row is None:
                new.append((key, result[-1]))
        store.executemany("INSERT OR REPLACE INTO digests VALUES (?, ?)", new)
        store.commit()
    return result


def source_digest(dumper, source):
    """What `syntax-probe trees` should say of a source."""
    try:
        tree = ast.parse(source)
    except FAILURES:
        return verdict(source)
    text = dumper.dump(tree)
    return f"ok {len(text)} {zlib.crc32(text)}"


@deep
def source_digests(sources):
    dumper = ast_dump.Dumper()
    return [source_digest(dumper, source) for source in sources]


def snippets(path):
    """The string constants of a file, and the examples in them, as sources.

    Test suites of compilers keep their odd cases like that.
    """
    try:
        tree = ast.parse(read(path))
    except FAILURES:
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 5000:
            found.append(textwrap.dedent(node.value))
            if ">>>" in node.value:
                try:
                    found.extend(example.source for example in EXAMPLES.get_examples(node.value))
                except ValueError:
                    pass
    return [text.encode("utf-8", "replace") for text in found]


@deep
def dump(path):
    return ast_dump.Dumper().dump(ast.parse(read(path)))


def error(path):
    return verdict(read(path))


def verdict(source):
    """`ok`, or line, column and message of the error."""
    try:
        ast.parse(source)
        return "ok"
    except SyntaxError as error:
        return f"{error.lineno}:{error.offset}: {error.msg}"
    except FAILURES as error:
        return f"0:0: {error}"


WORDS = [
    "x", "0", "'s'", "f'{x}'", "b'b'", "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "...", "=", "==",
    ":=", "->", "+=", "+", "-", "*", "**", "/", "//", "@", "~", "!", "<", "|", "if", "else", "elif", "for",
    "in", "not", "is", "and", "or", "lambda", "yield", "await", "async", "def", "class", "return",
    "import", "from", "as", "with", "while", "try", "except", "finally", "raise", "del", "global",
    "None", "True", "match", "case", "type", "_", "\n", "print", "1.5j",
]


def tokens_of(source):
    result = []
    for token in tokenize.tokenize(io.BytesIO(source).readline):
        if token.type not in (
            tokenize.ENCODING, tokenize.ENDMARKER, tokenize.INDENT, tokenize.DEDENT, tokenize.NL,
            tokenize.COMMENT,
        ):
            result.append(token)
    return result


def mutate(generator, files):
    """A valid file with one token deleted, doubled, replaced, inserted or swapped; with the kind."""
    path = generator.choice(files)
    source = read(path)
    if not 0 < len(source) < 60_000:
        return None
    try:
        source.decode("ascii")
        ast.parse(source)
        tokens = tokens_of(source)
    except (UnicodeDecodeError, tokenize.TokenError, *FAILURES):
        return None
    if len(tokens) < 3:
        return None
    lines = source.decode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    text = "".join(lines)
    if len(starts) < 2 or "\r" in text or "\f" in text:
        return None
    at = generator.randrange(len(tokens) - 1)
    token, following = tokens[at], tokens[at + 1]
    first = starts[token.start[0] - 1] + token.start[1]
    last = starts[token.end[0] - 1] + token.end[1]
    other = (
        starts[following.start[0] - 1] + following.start[1],
        starts[following.end[0] - 1] + following.end[1],
    )
    spelling = text[first:last]
    kind = generator.choice(["delete", "double", "replace", "insert", "swap"])
    word = generator.choice(WORDS)
    if kind == "delete":
        changed = text[:first] + text[last:]
    elif kind == "double":
        changed = text[:last] + " " + spelling + text[last:]
    elif kind == "replace":
        changed = text[:first] + f" {word} " + text[last:]
    elif kind == "insert":
        changed = text[:first] + f" {word} " + text[first:]
    else:
        changed = (
            text[:first] + text[other[0]:other[1]] + " " + text[last:other[0]] + spelling
            + text[other[1]:]
        )
    name = tokenize.tok_name[token.exact_type]
    construct = f"{kind} {spelling if token.type == tokenize.NAME else name}"
    if kind in ("replace", "insert"):
        construct += f" with {word!r}" if kind == "replace" else f" before it {word!r}"
    return construct, changed.encode()
