from base import Check


class One(Check):
    name = "one"


class Two(Check):
    name = "two"
