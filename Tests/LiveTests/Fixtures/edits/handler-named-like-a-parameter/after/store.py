class Table:
    def __init__(self):
        self.rows = {}

    def get(self, key, pick, index=-1):
        return pick(self.rows.get(key, [None]), index)


class Application:
    def __init__(self, hooks=()):
        self.options = Table()
        self.first = self.options.get("first", lambda row, place: row[place])
        self.routes = {}
        for hook in hooks:
            hook(self)

    def route(self, path):
        def keep(handler):
            self.routes[path] = handler
            return handler

        return keep
