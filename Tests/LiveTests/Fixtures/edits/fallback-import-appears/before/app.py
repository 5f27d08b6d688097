try:
    import fast as impl
except ImportError:
    import slow as impl
def f():
    return impl.NAME
