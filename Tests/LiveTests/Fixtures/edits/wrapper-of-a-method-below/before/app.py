def shout(function):
    def call(self):
        return function(self).upper()
    return call


class View:
    def get(self):
        return "own"


View.get = shout(View.get)
