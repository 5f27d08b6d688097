def index(word):
    return "old other " + word
