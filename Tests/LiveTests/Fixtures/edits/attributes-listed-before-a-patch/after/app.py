class Job:
    LIMIT = 1
    OTHER = 2


NAMES = sorted(n for n in vars(Job) if n[0] != "_")
