from typing import TypedDict


class User(TypedDict):
    name: str
