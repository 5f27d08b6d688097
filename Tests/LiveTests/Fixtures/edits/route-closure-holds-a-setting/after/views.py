from web import route


@route("/")
def index(request):
    return "index " + request


@route("/slow", timeout=60)
def slow(request):
    return "slow " + request
