from errors import NotFound


def find():
    try:
        raise NotFound("x")
    except KeyError:
        return "as key error"
    except Exception:
        return "other"
