class Limits:
    TOP = 10
