import logging

log = logging.getLogger("cases.two")


def name():
    return log.name
