class App:
    mode = "plain"

    def stop(self):
        return 0

    def show(self):
        return self.mode

