from micro import App

app = App()


@app.route("/")
def index():
    return "index"


@app.route("/info")
def about():
    return "info"
