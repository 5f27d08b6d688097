class Job:
    count = 0

    def __init__(self):
        Job.count += 1

    def label(self):
        return 'job %d' % Job.count
