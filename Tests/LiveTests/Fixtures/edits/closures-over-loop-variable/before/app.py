LABELS = ["a", "b"]
BUTTONS = []
for label in LABELS:
    def click(label=label):
        return "click " + label
    BUTTONS.append(click)
