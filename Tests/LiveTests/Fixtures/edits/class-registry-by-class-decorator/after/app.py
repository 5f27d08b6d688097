class App:
    commands = {}

    def names(self):
        return sorted(self.commands)

    @classmethod
    def command(cls, name):
        def decorate(function):
            cls.commands[name] = function
            return function
        return decorate
