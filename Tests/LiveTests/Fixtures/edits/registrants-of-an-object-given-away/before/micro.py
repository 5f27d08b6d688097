class Blueprint:
    def __init__(self, prefix):
        self.prefix = prefix
        self.views = {}

    def route(self, path):
        def decorate(function):
            self.views[path] = function
            return function
        return decorate


class App:
    def __init__(self):
        self.routes = {}

    def register(self, blueprint):
        for path, view in blueprint.views.items():
            self.routes[blueprint.prefix + path] = view
