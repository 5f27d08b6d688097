LOG = []


class Server:
    def __init__(self, port):
        self.port = port
        self.open = True
        LOG.append("open %d" % port)

    def close(self):
        self.open = False
        LOG.append("close %d" % self.port)
