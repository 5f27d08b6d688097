from hub import register, traced


@traced
def handle(x):
    return x


@register("a")
@traced
def handle(x):
    return x * 10
