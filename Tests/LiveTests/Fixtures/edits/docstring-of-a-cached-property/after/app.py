import functools


class Signal:
    @functools.cached_property
    def ready(self):
        """new"""
        return "new"

    @staticmethod
    def make():
        """new"""
        return "new"

    @property
    def plain(self):
        """new"""
        return "new"
