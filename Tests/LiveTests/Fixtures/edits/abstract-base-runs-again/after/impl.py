import base
class Impl(base.Base):
    def a(self):
        return self.LIMIT
