class A:
    n = 1
class B(A):
    n = 2
