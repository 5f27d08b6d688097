from micro import Blueprint

bp = Blueprint("/users")


@bp.route("/all")
def list_():
    return "list"
