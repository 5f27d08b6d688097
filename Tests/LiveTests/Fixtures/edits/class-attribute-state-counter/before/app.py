class Job:
    count = 0

    def __init__(self):
        Job.count += 1
