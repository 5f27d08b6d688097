import re
from parts import WORD

TOKEN = re.compile(WORD)
RULES = [(re.compile(WORD), "word"), (re.compile(r"[0-9]+"), "number")]


def kind(text):
    for rule, name in RULES:
        if rule.fullmatch(text):
            return name
