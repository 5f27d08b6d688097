from app import C


class D(C):
    pass


dee = D(2)
