def index(word):
    return "new other " + word
