from base import Plugin


class Csv(Plugin):
    name = "csv"


class Xml(Plugin):
    name = "xml"


class Json(Plugin):
    name = "json"
