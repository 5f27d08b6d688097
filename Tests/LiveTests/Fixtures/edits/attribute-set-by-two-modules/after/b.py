import a
a.f.extra = 5
