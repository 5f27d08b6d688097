def shout(function):
    def call(self):
        return function(self).upper()
    return call


class View:
    def get(self):
        return "mine"

    def post(self):
        return 1


View.get = shout(View.get)
