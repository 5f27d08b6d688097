from b import f


def main():
    return f()
