import abc
K = 1
class Base(abc.ABC):
    LIMIT = K
    @abc.abstractmethod
    def a(self): ...
