from fields import Field


class User:
    name = Field("anon")
    age = Field(0)
