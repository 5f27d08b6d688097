from fields import field


class Form:
    title = field("_title", "none")
    size = field("_size", 5)
