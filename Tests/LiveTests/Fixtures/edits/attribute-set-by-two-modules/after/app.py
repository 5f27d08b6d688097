import c, b
