import limits


class Store:
    def list(self, size=limits.PAGE):
        return size


class Small(Store):
    def list(self, size=limits.PAGE // 2):
        return super().list(size) + 1
