class C:
    def __hidden(self):
        return 2

    def show(self):
        return self.__hidden()


X = C().show()
