LABELS = ["a", "b"]
BUTTONS = []
for label in LABELS:
    def click(label=label):
        return "CLICK " + label
    BUTTONS.append(click)
