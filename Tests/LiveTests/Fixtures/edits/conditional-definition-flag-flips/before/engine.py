import flags

if flags.NEW_ENGINE:
    class Engine:
        def run(self):
            return "new"
else:
    class Engine:
        def run(self):
            return "old"
