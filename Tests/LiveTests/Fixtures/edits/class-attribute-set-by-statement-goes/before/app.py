class App:
    mode = "plain"

    def show(self):
        return self.mode


App.mode = "set"
