from base import Plugin


class Csv(Plugin):
    name = "csv"


class Json(Plugin):
    name = "json"
