from typing import NewType

UserId = NewType("UserId", int)
