class Doc:
    def __init__(self, text):
        self.text = text

    def show(self):
        return self.text.upper()

    def __getstate__(self):
        return {'text': self.text + '!'}
