def index():
    return "old"
