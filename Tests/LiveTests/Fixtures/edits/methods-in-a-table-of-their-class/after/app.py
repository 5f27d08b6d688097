class Machine:
    def start(self):
        return "start"

    def stop(self, code=3):
        return "stop %d" % code

    ACTIONS = {"start": start, "stop": stop}

    def act(self, name):
        return self.ACTIONS[name](self)
