from app import log


def child():
    return log.getChild("x").name
