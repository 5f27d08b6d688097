class App:
    commands = {}

    @classmethod
    def command(cls, name):
        def decorate(function):
            cls.commands[name] = function
            return function
        return decorate
