from shapes import Plain

shown = format(Plain())
text = f"<{Plain()}>"


class Own(Plain):
    pass


own = format(Own())
TABLE = {"plain": Plain}
