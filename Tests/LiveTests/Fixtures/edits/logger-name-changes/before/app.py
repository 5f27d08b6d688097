import logging

log = logging.getLogger("cases.one")


def name():
    return log.name
