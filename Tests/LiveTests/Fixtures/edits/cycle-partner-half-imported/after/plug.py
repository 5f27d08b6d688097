import app


class Tool:
    def run(self, more=0):
        return app.whole() + more


try:
    TYPE = Tool().run()
except AttributeError as problem:
    TYPE = type(problem).__name__


def late():
    return 1
