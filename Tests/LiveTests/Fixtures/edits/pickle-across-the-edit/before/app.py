class Doc:
    def __init__(self, text):
        self.text = text

    def show(self):
        return self.text
