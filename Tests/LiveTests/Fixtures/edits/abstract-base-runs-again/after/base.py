import abc
K = 2
class Base(abc.ABC):
    LIMIT = K
    @abc.abstractmethod
    def a(self): ...
