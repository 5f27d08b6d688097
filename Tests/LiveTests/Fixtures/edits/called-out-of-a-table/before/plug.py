from hub import register, add


@register("p")
def p(x):
    return x + 1


@add
def q(x):
    return x + 1
