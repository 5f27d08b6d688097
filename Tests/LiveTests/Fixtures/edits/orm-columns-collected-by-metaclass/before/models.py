from orm import Column, Model


class User(Model):
    name = Column("str")


SQL = "create table user (%s)" % ", ".join(sorted(User.columns))
