from conf import LIMIT


class Job:
    limit = LIMIT
    made = 0

    def __init__(self):
        type(self).made += 1
