from base import Check


class One(Check):
    name = "one"


class Three(Check):
    name = "three"
