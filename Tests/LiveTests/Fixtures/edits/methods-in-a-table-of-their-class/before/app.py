class Machine:
    def start(self):
        return "start"

    def stop(self):
        return "stop"

    ACTIONS = {"start": start, "stop": stop}

    def act(self, name):
        return self.ACTIONS[name](self)
