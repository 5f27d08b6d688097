import functools


class Signal:
    @functools.cached_property
    def ready(self):
        """old"""
        return "old"

    @staticmethod
    def make():
        """old"""
        return "old"

    @property
    def plain(self):
        """old"""
        return "old"
