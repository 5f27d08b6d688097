from micro import App

app = App()


@app.route("/")
def index():
    return "index"


@app.route("/about")
def about():
    return "about"
