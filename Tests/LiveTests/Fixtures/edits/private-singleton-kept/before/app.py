class Db:
    __instance = None
    __made = []

    @classmethod
    def get(cls):
        if cls.__instance is None:
            cls.__instance = cls()
            cls.__made.append(1)
        return cls.__instance

    def count(self):
        return len(self.__made)
