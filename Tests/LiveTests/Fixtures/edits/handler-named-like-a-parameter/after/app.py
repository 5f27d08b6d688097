from store import Application

started = []
app = Application([started.append])


@app.route("/")
def index():
    return "new page"
