class Tool:
    def use(self):
        return "one"
