"""old"""
USAGE = __doc__.upper()
