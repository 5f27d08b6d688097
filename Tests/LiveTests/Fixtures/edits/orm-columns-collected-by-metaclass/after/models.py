from orm import Column, Model


class User(Model):
    name = Column("str")
    age = Column("int")


SQL = "create table user (%s)" % ", ".join(sorted(User.columns))
