import abc
class Base(abc.ABC):
    @abc.abstractmethod
    def a(self): ...
    @abc.abstractmethod
    def b(self): ...
class Impl(Base):
    def a(self):
        return 1
