import a
PART = a.BASE * 10
