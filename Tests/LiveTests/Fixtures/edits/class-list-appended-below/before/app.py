class App:
    hooks = []

    def run(self):
        return [h() for h in self.hooks]


def one():
    return 1


App.hooks.append(one)
App.hooks.append(lambda: 2)
