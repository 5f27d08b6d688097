import app


class Tool:
    def run(self):
        return app.whole()


try:
    TYPE = Tool().run()
except AttributeError as problem:
    TYPE = type(problem).__name__


def late():
    return 1
