class A:
    def hi(self):
        return "A"
class B(A):
    def hi(self):
        return "B"
