from micro import Blueprint

bp = Blueprint("/users")


@bp.route("/list")
def list_():
    return "list"
