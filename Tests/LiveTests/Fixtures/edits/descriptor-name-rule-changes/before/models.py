from fields import Field


class User:
    name = Field()


COLUMN = User.name
