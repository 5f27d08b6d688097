from base import Base


class Sub(Base):
    factor = 2
