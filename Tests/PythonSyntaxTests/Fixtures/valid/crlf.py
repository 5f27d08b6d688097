a = """x
y"""
b = 1
if b:
    c = "d\
e"
