def f():
    import lazy
    return lazy.N
