import atexit

from server import Server

PORT = 1
server = Server(PORT)
atexit.register(server.close)


def __reload_dispose__():
    held = server
    held.close()
    atexit.unregister(held.close)

    def again():
        held.open = True
    return again
