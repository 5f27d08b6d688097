from client import client

fetch = client.get


def load():
    return client.get("/x")
