class Log:
    def save(self):
        return ["log"] + super().save()
