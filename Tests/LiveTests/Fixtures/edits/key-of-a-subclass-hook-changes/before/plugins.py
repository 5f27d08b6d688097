from base import Plugin


class Csv(Plugin, key="csv"):
    def run(self):
        return "csv"


class Json(Plugin, key="json"):
    def run(self):
        return "json"
