class Limits:
    TOP = 15
