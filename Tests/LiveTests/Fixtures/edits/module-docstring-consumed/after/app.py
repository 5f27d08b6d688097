"""new"""
USAGE = __doc__.upper()
