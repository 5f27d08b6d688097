def ask():
    return b.answer()


from . import b
