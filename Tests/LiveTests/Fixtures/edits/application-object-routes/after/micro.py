class App:
    def __init__(self):
        self.routes = {}

    def route(self, path):
        def decorate(function):
            self.routes[path] = function
            return function
        return decorate

    def handle(self, path):
        return self.routes[path]()
