"""An ASGI application under uvicorn, whose endpoint awaits one coroutine function."""
import asyncio
import json
import os
import socket
import sys
import threading

import uvicorn

import work


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body = str(await work.public(1)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(body)).encode())]})
    await send({"type": "http.response.body", "body": body})


def main():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(json.dumps({"pid": os.getpid(), "port": listener.getsockname()[1]}), flush=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    asyncio.run(server.serve(sockets=[listener]))


if __name__ == "__main__":
    main()
