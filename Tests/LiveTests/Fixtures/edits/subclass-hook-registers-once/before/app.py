from base import Plugin
class One(Plugin):
    level = 1
