from base import SIZE

SIZE += 5
