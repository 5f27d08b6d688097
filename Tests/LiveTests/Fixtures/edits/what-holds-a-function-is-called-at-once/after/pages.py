def index():
    return "new"
