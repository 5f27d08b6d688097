class Client:
    def __init__(self, url):
        self.url = url

    def get(self, path):
        return self.url + path


client = Client("http://b")
